using System.Security.Cryptography;
using System.Text;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Roster;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Root on the Server and its console, against a real passkey: whatever assertion it gets out of an approver's
/// authenticator on its own pages, it never becomes that approver's statement. Every signature here is right.
/// </summary>
public sealed class LoginAsApprovalTests(HouseAtWork house) : IClassFixture<HouseAtWork>
{
    private const string Console = "https://localhost:8080";

    [Fact]
    public async Task A_passkey_at_the_station_does_approve()
    {
        Intent intent = Payment();
        (await PresentAsync(intent, (TestPasskey passkey, Digest hash) => passkey.Sign(hash))).Must();
    }

    [Fact]
    public async Task A_login_on_the_consoles_own_rp_id_approves_nothing() => await MustRefuseAsync(
        WebAuthnRefusal.OtherRpId,
        (passkey, hash) => passkey.Sign(
            TestPasskey.AuthenticatorBytes(rpId: "localhost"), TestPasskey.ClientJson(hash)));

    [Fact]
    public async Task An_assertion_made_on_the_consoles_pages_approves_nothing() => await MustRefuseAsync(
        WebAuthnRefusal.OtherOrigin,
        (passkey, hash) => passkey.Sign(
            TestPasskey.AuthenticatorBytes(), TestPasskey.ClientJson(hash, origin: Console)));

    [Theory]
    [InlineData("http://station.localhost:8443")]
    [InlineData("https://station.localhost")]
    [InlineData("https://station.localhost:8443/")]
    [InlineData("https://a.station.localhost:8443")]
    public async Task An_origin_that_only_looks_like_the_stations_approves_nothing(string origin) => await MustRefuseAsync(
        WebAuthnRefusal.OtherOrigin,
        (passkey, hash) => passkey.Sign(
            TestPasskey.AuthenticatorBytes(), TestPasskey.ClientJson(hash, origin: origin)));

    [Fact]
    public async Task A_login_challenge_at_the_station_approves_nothing() => await MustRefuseAsync(
        WebAuthnRefusal.OtherChallenge,
        (passkey, _) => passkey.Sign(Digest.Sha256(RandomNumberGenerator.GetBytes(32))));

    [Fact]
    public async Task An_assertion_over_the_intents_digest_instead_of_a_statement_approves_nothing()
    {
        Intent intent = Payment();
        await MustRefuseAsync(WebAuthnRefusal.OtherChallenge, (passkey, _) => passkey.Sign(intent.Digest), intent);
    }

    [Theory]
    [InlineData(",\"crossOrigin\":true")]
    [InlineData(",\"crossOrigin\":true,\"topOrigin\":\"https://localhost:8080\"")]
    [InlineData(",\"topOrigin\":\"https://localhost:8080\"")]
    public async Task The_station_inside_the_consoles_page_approves_nothing(string framed) => await MustRefuseAsync(
        WebAuthnRefusal.CrossOrigin,
        (passkey, hash) => passkey.Sign(
            TestPasskey.AuthenticatorBytes(), TestPasskey.ClientJson(hash, more: framed)));

    [Theory]
    [InlineData(TestPasskey.UserPresent, WebAuthnRefusal.UserNotVerified)]
    [InlineData(TestPasskey.UserVerified, WebAuthnRefusal.UserNotPresent)]
    [InlineData(0, WebAuthnRefusal.UserNotPresent)]
    public async Task A_touch_without_a_verified_person_approves_nothing(byte flags, string code) => await MustRefuseAsync(
        code,
        (passkey, hash) => passkey.Sign(TestPasskey.AuthenticatorBytes(flags), TestPasskey.ClientJson(hash)));

    [Fact]
    public async Task A_registration_of_a_new_passkey_approves_nothing() => await MustRefuseAsync(
        WebAuthnRefusal.OtherType,
        (passkey, hash) => passkey.Sign(
            TestPasskey.AuthenticatorBytes(), TestPasskey.ClientJson(hash, type: "webauthn.create")));

    [Fact]
    public async Task Client_data_that_says_two_things_approves_nothing() => await MustRefuseAsync(
        WebAuthnRefusal.MalformedClientJson,
        (passkey, hash) => passkey.Sign(
            TestPasskey.AuthenticatorBytes(),
            TestPasskey.ClientJson(hash, more: $",\"origin\":\"{Console}\"")));

    [Fact]
    public async Task Client_data_exchanged_under_the_signature_approves_nothing() => await MustRefuseAsync(
        WebAuthnRefusal.BadSignature,
        (passkey, hash) =>
        {
            StatementSignature.WebAuthn login = passkey.Sign(
                TestPasskey.AuthenticatorBytes(), TestPasskey.ClientJson(hash, origin: Console));
            byte[] pretended = Encoding.UTF8.GetBytes(TestPasskey.ClientJson(hash));
            return new StatementSignature.WebAuthn(login.AuthenticatorBytes.ToArray(), pretended, login.Signature.ToArray());
        });

    [Fact]
    public async Task A_passkey_for_logins_is_no_key_of_the_roster()
    {
        TestPasskey login = TestKey.OfPasskeyEs256("paula's login");
        Intent intent = Payment();
        Statement statement = house.Compose("paula", Verdict.Approve, intent.Digest);
        SignedStatement signed = new(login.Key.Id, login.Sign(statement.Hash), statement);
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            intent, house.Request(intent), house.Approve(house.Harness.Alice, intent), signed.ToBytes());
        house.Harness.MustBeOnRecord(outcome, StatementRefusal.UnknownKey, intent.Digest);
        house.Harness.MustBeUnregistered(intent);
    }

    [Fact]
    public async Task An_approval_is_not_a_request_and_a_request_is_not_an_approval()
    {
        Intent intent = Payment();
        Statement request = house.Compose("paula", Verdict.Request, intent.Digest);
        Outcome<RegistrationAnswer> outcome = await house.HandInAsync(
            intent, house.Paula.Sign(request).ToBytes(), house.Approve(house.Harness.Alice, intent),
            house.Approve(house.Harness.Bob, intent));
        house.Harness.MustBeOnRecord(outcome, PolicyRefusal.Denied, intent.Digest);
        house.Harness.MustBeUnregistered(intent);
    }

    private Intent Payment()
    {
        house.Harness.Time.Advance(TimeSpan.FromMinutes(1));
        return house.Desk.Withdraw(SignerDesk.Wei("1000000000000000"), HouseAtWork.Thief);
    }

    private async Task MustRefuseAsync(
        string code, Func<TestPasskey, Digest, StatementSignature> assert, Intent? over = null)
    {
        Intent intent = over ?? Payment();
        Outcome<RegistrationAnswer> outcome = await PresentAsync(intent, assert);
        house.Harness.MustBeOnRecord(outcome, code, intent.Digest).Requester.ShouldBe(house.Harness.Operator.Id);
        house.Harness.MustBeUnregistered(intent);
    }

    /// <summary>Alice really approves; the second approval is what the Server got out of Paula's passkey.</summary>
    private Task<Outcome<RegistrationAnswer>> PresentAsync(
        Intent intent, Func<TestPasskey, Digest, StatementSignature> assert)
    {
        Statement statement = house.Compose("paula", Verdict.Approve, intent.Digest);
        SignedStatement signed = new(house.Paula.Key.Id, assert(house.Paula, statement.Hash), statement);
        return house.HandInAsync(
            intent, house.Request(intent), house.Approve(house.Harness.Alice, intent), signed.ToBytes());
    }
}
