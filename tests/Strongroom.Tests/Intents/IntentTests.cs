using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Tests.Intents;

public sealed class IntentTests
{
    [Fact]
    public void Every_kind_has_a_class_and_a_case_of_its_own()
    {
        foreach (IntentKind kind in IntentKinds.All)
        {
            Intent intent = Samples.Parse(Samples.Body(kind));
            intent.Kind.ShouldBe(kind);
            intent.GetType().Name.ShouldBe(kind.ToString());
            intent.Match(_ => true, _ => false).ShouldBe(kind.IsMovement());
            if (intent is Intent.Governance governance) governance.Match(Names()).ShouldBe(kind.ToString());
        }
    }

    [Fact]
    public void A_movement_yields_typed_values()
    {
        Intent.InternalMove move = Samples.Parse(Samples.Body(IntentKind.InternalMove)).ShouldBeOfType<Intent.InternalMove>();
        move.Asset.ShouldBe(AssetId.Erc20(Samples.ChainNumber, Samples.Token));
        move.Amount.ToString().ShouldBe("1000000");
        move.Call.To.ShouldBe(Samples.Token);
        move.Call.Value.IsZero.ShouldBeTrue();
        move.To.ShouldBe(Samples.To);
        move.Client.ShouldBe(Samples.Client);
        move.ToAccount.ShouldBe(Samples.ToAccount);
        move.Replaces.ShouldBeNull();
        move.IsExpired(Samples.Created).ShouldBeFalse();
        move.IsExpired(move.ExpiresAt).ShouldBeTrue();
    }

    [Fact]
    public void A_refusal_names_the_field()
    {
        CanonicalObject body = Samples.Body(IntentKind.Withdrawal);
        body.TryObject("call", out CanonicalObject? call).ShouldBeTrue();
        Intent.TryParse(body.With("call", call!.With("value", "01")), out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Field.ShouldBe("call.value");
        Intent.TryParse(Samples.Body(IntentKind.WalletOpening).With("accounts", CanonicalArray.Of(
            CanonicalObject.Of(("account", "x")))), out _, out refusal).ShouldBeFalse();
        refusal!.Field.ShouldBe("accounts[0].account");
    }

    private static GovernanceCases<string> Names() => new()
    {
        ChainRegistration = static _ => nameof(IntentKind.ChainRegistration),
        AssetRegistration = static _ => nameof(IntentKind.AssetRegistration),
        ClientRegistration = static _ => nameof(IntentKind.ClientRegistration),
        WalletOpening = static _ => nameof(IntentKind.WalletOpening),
        HouseWalletOpening = static _ => nameof(IntentKind.HouseWalletOpening),
        AllowlistEntry = static _ => nameof(IntentKind.AllowlistEntry),
        AllowlistRemoval = static _ => nameof(IntentKind.AllowlistRemoval),
        PolicyChange = static _ => nameof(IntentKind.PolicyChange),
        RosterChange = static _ => nameof(IntentKind.RosterChange),
        Unfreeze = static _ => nameof(IntentKind.Unfreeze),
        Ceremony = static _ => nameof(IntentKind.Ceremony),
        ColdSignerRegistration = static _ => nameof(IntentKind.ColdSignerRegistration),
        KeyRegistration = static _ => nameof(IntentKind.KeyRegistration),
        KeyStateChange = static _ => nameof(IntentKind.KeyStateChange),
    };
}
