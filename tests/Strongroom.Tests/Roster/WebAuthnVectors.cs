using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Roster;

/// <summary>
/// The test vectors of WebAuthn Level 3 (section 16): registrations parse and match their expectations;
/// assertions verify with the file's own rp id, origin and challenge. Expected exceptions, each asserted:
/// keys of algorithms that Strongroom does not take (ES384, ES512, Ed448 …) parse as registrations and are
/// refused as keys; assertions from other origins' frames and without user verification have a valid signature
/// and are refused as statements would be.
/// </summary>
public sealed class WebAuthnVectors(ITestOutputHelper output)
{
    private static readonly string[] Refused =
    [
        WebAuthnRefusal.CrossOrigin, WebAuthnRefusal.UserNotVerified, WebAuthnRefusal.UserNotPresent,
    ];

    [VectorFact]
    public void Registrations_parse_and_assertions_verify() => VectorFiles.RunJson("webauthn", "*.json", output, Run);

    private int Run(JsonElement root)
    {
        string rpId = root.GetProperty("rpId").GetString()!;
        string origin = root.GetProperty("origin").GetString()!;
        int cases = 0;
        Dictionary<string, int> counts = [];
        foreach (JsonProperty one in root.GetProperty("cases").EnumerateObject())
        {
            string outcome = RunCase(one.Value, origin, rpId);
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            cases++;
        }

        foreach ((string outcome, int count) in counts) output.WriteLine($"{outcome}: {count}");
        return cases;
    }

    private static string RunCase(JsonElement one, string origin, string rpId)
    {
        JsonElement made = one.GetProperty("registration");
        WebAuthnRegistration.TryParse(Hex(made, "attestationObject"), out WebAuthnRegistration? registration, out _)
            .ShouldBeTrue();
        registration!.CredentialId.ToArray().ShouldBe(Hex(made, "credential_id"));
        WebAuthnExpectation creation = new(Hex(made, "challenge"), origin, rpId)
        {
            NeedsUserVerification = false,
            AllowsCrossOrigin = true,
        };
        registration.Check(Hex(made, "clientDataJSON"), creation).ShouldBeNull();
        bool isSupported = CoseKey.TryParse(registration.PublicKey, out CoseKey? key, out Refusal? refusal);
        if (!isSupported)
        {
            refusal!.Code.ShouldBe(WebAuthnRefusal.UnsupportedAlgorithm);
            return "registration parsed, algorithm not supported";
        }

        if (!one.TryGetProperty("authentication", out JsonElement used)) return "registration only";
        StatementSignature.WebAuthn assertion = new(
            Hex(used, "authenticatorData"), Hex(used, "clientDataJSON"), Hex(used, "signature"));
        WebAuthnAssertion.HasValidSignature(assertion, key!).ShouldBeTrue();
        return VerifyStrictly(assertion, key!, new WebAuthnExpectation(Hex(used, "challenge"), origin, rpId));
    }

    private static string VerifyStrictly(
        StatementSignature.WebAuthn assertion, CoseKey key, WebAuthnExpectation strict)
    {
        WebAuthnExpectation lax = strict with { NeedsUserVerification = false, AllowsCrossOrigin = true };
        WebAuthnAssertion.Verify(assertion, key, lax).ShouldBeNull();
        Refusal? refusal = WebAuthnAssertion.Verify(assertion, key, strict);
        if (refusal is null) return "verified as strictly as a statement";
        Refused.ShouldContain(refusal.Code);
        byte[] changed = assertion.Signature.ToArray();
        changed[^1] ^= 1;
        StatementSignature.WebAuthn forged = new(
            assertion.AuthenticatorBytes.ToArray(), assertion.ClientJson.ToArray(), changed);
        WebAuthnAssertion.HasValidSignature(forged, key).ShouldBeFalse();
        return $"signature valid, strictly {refusal.Code}";
    }

    private static byte[] Hex(JsonElement element, string name) =>
        Convert.FromHexString(element.GetProperty(name).GetString()!);
}
