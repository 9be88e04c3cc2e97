using Strongroom.Assets;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>What stays behind because moving it would cost more than it is.</summary>
public sealed record SweepDust(AccountId Account, AssetId Asset, Amount Amount)
{
    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("account", Account.ToString()), ("amount", Amount.ToString()), ("asset", Asset.ToString()));

    internal static SweepDust Read(CanonicalObject body, string path, out Refusal? refusal)
    {
        MemberReader read = new(body, path);
        SweepDust dust = new(new AccountId(read.Id("account")), read.Asset("asset"), read.Amount("amount"));
        read.TryEnd(out refusal);
        return dust;
    }
}
