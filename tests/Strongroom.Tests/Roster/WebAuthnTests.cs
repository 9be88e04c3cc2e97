using System.Formats.Cbor;
using System.Text;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Tests.Roster;

public sealed class WebAuthnTests
{
    private static readonly TestPasskey Passkey = TestKey.OfPasskeyEs256("alice");
    private static readonly Digest Challenge = Digest.Sha256("enrolment"u8);

    [Fact]
    public void A_registration_yields_the_key_that_the_roster_takes()
    {
        WebAuthnRegistration registration = Parse(Attested())!;
        registration.Format.ShouldBe("none");
        registration.IsUserVerified.ShouldBeTrue();
        PersonKey.TryCreate(
            KeyAlgorithm.WebAuthn, KeyClass.Station, registration.PublicKey.Span, registration.CredentialId.Span,
            out PersonKey? key, out _).ShouldBeTrue();
        key!.Id.ShouldBe(Passkey.Key.Id);
        byte[] client = Encoding.UTF8.GetBytes(TestPasskey.ClientJson(Challenge, "webauthn.create"));
        WebAuthnExpectation expectation = WebAuthnExpectation.OfStatement(Challenge, TestKey.Station);
        registration.Check(client, expectation).ShouldBeNull();
        byte[] login = Encoding.UTF8.GetBytes(TestPasskey.ClientJson(Challenge));
        registration.Check(login, expectation)!.Code.ShouldBe(WebAuthnRefusal.OtherType);
    }

    [Fact]
    public void Registrations_that_hold_no_credential_are_refused()
    {
        byte[] whole = Attested();
        Refused(whole[..^1]).ShouldBe(WebAuthnRefusal.MalformedRegistration);
        Refused([.. whole, 0]).ShouldBe(WebAuthnRefusal.MalformedRegistration);
        Refused([]).ShouldBe(WebAuthnRefusal.MalformedRegistration);
        Refused(new byte[WebAuthnRegistration.BytesMax + 1]).ShouldBe(WebAuthnRefusal.MalformedRegistration);
        Refused(Encode(TestPasskey.AuthenticatorBytes())).ShouldBe(WebAuthnRefusal.MalformedRegistration);
        byte[] cut = TestPasskey.AuthenticatorBytes(0x45, tail: new byte[17]);
        Refused(Encode(cut)).ShouldBe(WebAuthnRefusal.MalformedAuthenticatorBytes);
    }

    [Fact]
    public void Changed_registrations_never_throw()
    {
        byte[] whole = Attested();
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 0xff;
            if (!WebAuthnRegistration.TryParse(changed, out WebAuthnRegistration? registration, out Refusal? refusal))
                refusal.Code.ShouldStartWith("webauthn.");
            else if (!CoseKey.TryParse(registration.PublicKey, out _, out refusal))
                refusal.Code.ShouldStartWith("webauthn.");
        }
    }

    [Fact]
    public void Malformed_signatures_are_refused_and_never_throw()
    {
        byte[] bytes = TestPasskey.AuthenticatorBytes();
        byte[] client = Encoding.UTF8.GetBytes(TestPasskey.ClientJson(Challenge));
        CoseKey.TryParse(Passkey.Cose, out CoseKey? key, out _).ShouldBeTrue();
        byte[][] signatures = [[], [0x30], [0x30, 0x00], [0x30, 0x06, 2, 1, 0, 2, 1, 0], new byte[64], new byte[1024]];
        foreach (byte[] signature in signatures)
            WebAuthnAssertion.HasValidSignature(new StatementSignature.WebAuthn(bytes, client, signature), key!).ShouldBeFalse();
    }

    [Fact]
    public void An_assertion_that_attests_a_credential_is_refused()
    {
        CoseKey.TryParse(Passkey.Cose, out CoseKey? key, out _).ShouldBeTrue();
        StatementSignature.WebAuthn assertion = Passkey.Sign(AttestedBytes(), TestPasskey.ClientJson(Challenge));
        WebAuthnAssertion.Verify(assertion, key!, WebAuthnExpectation.OfStatement(Challenge, TestKey.Station))!
            .Code.ShouldBe(WebAuthnRefusal.MalformedAuthenticatorBytes);
    }

    [Theory]
    [InlineData("https://station.localhost", "station.localhost")]
    [InlineData("https://station.custody.example:8443", "custody.example")]
    public void A_station_is_an_origin_in_its_rp_ids_domain(string origin, string rpId) =>
        TestKey.ParseStation(origin, rpId).RpId.ShouldBe(rpId);

    [Theory]
    [InlineData("https://station.localhost/", "station.localhost")]
    [InlineData("https://Station.localhost", "station.localhost")]
    [InlineData("https://station.localhost:443", "station.localhost")]
    [InlineData("https://station.localhost:08443", "station.localhost")]
    [InlineData("https://station.localhost:", "station.localhost")]
    [InlineData("https://a@station.localhost", "station.localhost")]
    [InlineData("https://evilcustody.example", "custody.example")]
    [InlineData("https://custody.example", "")]
    public void Other_stations_are_refused(string origin, string rpId) => StationPin.TryParse(
        CanonicalObject.Of(("origin", origin), ("rpId", rpId)), out _, out _).ShouldBeFalse();

    private static byte[] AttestedBytes()
    {
        ReadOnlySpan<byte> id = Passkey.Key.CredentialId;
        byte[] tail = [.. new byte[16], 0, (byte)id.Length, .. id, .. Passkey.Cose];
        return TestPasskey.AuthenticatorBytes(0x45, tail: tail);
    }

    private static byte[] Attested() => Encode(AttestedBytes());

    private static byte[] Encode(byte[] authenticatorBytes)
    {
        CborWriter writer = new(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(authenticatorBytes);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static WebAuthnRegistration? Parse(byte[] bytes)
    {
        WebAuthnRegistration.TryParse(bytes, out WebAuthnRegistration? registration, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return registration;
    }

    private static string? Refused(byte[] bytes)
    {
        WebAuthnRegistration.TryParse(bytes, out _, out Refusal? refusal).ShouldBeFalse();
        return refusal!.Code;
    }
}
