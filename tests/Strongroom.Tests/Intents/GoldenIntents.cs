using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Tests.Attestations;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Intents;

/// <summary>Writes one file for every kind of intent, and commitment.json.</summary>
internal static class GoldenIntents
{
    internal static void Write()
    {
        foreach (IntentKind kind in IntentKinds.All)
        {
            GoldenFile file = new("intent");
            CanonicalObject body = Samples.Body(kind);
            Accept(file, kind.ToText(), body);
            if (kind == IntentKind.Withdrawal) Withdrawals(file, body);
            if (kind.IsMovement()) Movements(file, body);
            Governance(file, kind, body);
            foreach ((string name, _) in Samples.Body(kind).Members.ToArray().Select(member => (member.Name, member.Value)))
                file.Refuse($"without {name}", JsonRefusal.MissingMember, body.With(name, default));
            file.Refuse("with another member", JsonRefusal.UnknownMember, body.With("memo", "hello"));
            file.Write($"intent-{kind.ToText()}.json");
        }

        Commitments();
    }

    private static void Accept(GoldenFile file, string name, CanonicalObject body) =>
        file.Accept(name, body, ("digest", Samples.Parse(body).Digest.ToString()));

    private static void Withdrawals(GoldenFile file, CanonicalObject body)
    {
        AssetId token = AssetId.Erc20(Samples.ChainNumber, Samples.Token);
        Accept(file, "withdrawal of a token", Samples.Withdrawal(token, "2500000"));
        Accept(file, "withdrawal that replaces", body.With("replaces", $"{Samples.Uuid(9)}"));
        string big = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        Accept(file, "withdrawal of 2^256-1", Samples.Withdrawal(token, big));
        file.Refuse("another schema", IntentRefusal.UnknownSchema, body.With("schema", "strongroom/intent/v2"));
        file.Refuse("an unknown kind", IntentRefusal.UnknownKind, body.With("kind", "export"));
        file.Refuse("a member of another type", JsonRefusal.WrongType, body.With("amount", 5));
        string upper = Samples.Genesis.ToString().ToUpperInvariant();
        file.Refuse("an upper-case digest", JsonRefusal.MalformedValue, body.With("institution", upper));
        file.Refuse("an id of version 4", JsonRefusal.MalformedValue, body.With("id", "0199e2a4-7c00-4000-8000-000000000001"));
        file.Refuse("an id of another variant", JsonRefusal.MalformedValue, body.With("id", "0199e2a4-7c00-7000-c000-000000000001"));
        file.Refuse("an upper-case id", JsonRefusal.MalformedValue, body.With("id", "0199E2A4-7C00-7000-8000-000000000001"));
        file.Refuse("a time with a fraction", JsonRefusal.MalformedValue, body.With("createdAt", "2026-11-21T10:00:00.0Z"));
        file.Refuse("a time with an offset", JsonRefusal.MalformedValue, body.With("createdAt", "2026-11-21T10:00:00+00:00"));
        file.Refuse("a day that is none", JsonRefusal.MalformedValue, body.With("createdAt", "2026-02-30T10:00:00Z"));
        file.Refuse("a leap second", JsonRefusal.MalformedValue, body.With("createdAt", "2026-11-20T23:59:60Z"));
        string late = $"{Samples.Created + TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1)}";
        file.Refuse("a life of more than 7 days", IntentRefusal.Lifetime, body.With("expiresAt", late));
        file.Refuse("no life", IntentRefusal.Lifetime, body.With("expiresAt", $"{Samples.Created}"));
        file.Refuse("more than 16384 bytes", JsonRefusal.TooLarge, body.With("memo", new string('x', Intent.BytesMax)));
    }

    private static void Movements(GoldenFile file, CanonicalObject body)
    {
        body.TryObject("call", out CanonicalObject? call).ShouldBeTrue();
        body.TryText("amount", out string? amount).ShouldBeTrue();
        file.Refuse("an asset of another chain", IntentRefusal.AssetElsewhere, body.With("asset", "eip155:1/slip44:60"));
        file.Refuse("nothing moved", IntentRefusal.ZeroAmount, body.With("amount", "0"));
        file.Refuse("another amount than the call's", IntentRefusal.CallDiffers, body.With("amount", amount! + "0"));
        file.Refuse("another recipient than the call's", IntentRefusal.CallDiffers, body.With("to", $"{Samples.From}"));
        file.Refuse("call data for something else", IntentRefusal.CallDiffers, body.With("call", call!.With("data", "0xdeadbeef")));
        file.Refuse("a call of somebody else", IntentRefusal.CallDiffers, body.With("call", call.With("to", $"{Samples.From}")));
        file.Refuse("a call with another value", IntentRefusal.CallDiffers, body.With("call", call.With("value", "1")));
        file.Refuse("a call with a gas limit", JsonRefusal.UnknownMember, body.With("call", call.With("gas", "1")));
        file.Refuse("an amount with a leading zero", AssetRefusal.AmountMalformed, body.With("amount", "0" + amount));
        string lower = $"{Samples.To}".ToLowerInvariant();
        file.Refuse("an address without checksum", ChainRefusal.AddressChecksum, body.With("to", lower));
        file.Refuse("the zero address", ChainRefusal.AddressZero, body.With("to", "0x" + new string('0', 40)));
    }

    private static void Governance(GoldenFile file, IntentKind kind, CanonicalObject body)
    {
        body.TryArray("accounts", out CanonicalArray? accounts);
        switch (kind)
        {
            case IntentKind.GasTopUp:
                CanonicalObject token = Samples.Body(IntentKind.InternalMove).With("kind", "gas-top-up")
                    .With("client", default).With("house", $"{Samples.House}");
                file.Refuse("a token", IntentRefusal.NotNative, token);
                break;
            case IntentKind.ChainRegistration:
                Chains(file, body);
                break;
            case IntentKind.AssetRegistration:
                file.Refuse("78 decimals", JsonRefusal.MalformedValue, body.With("decimals", 78));
                file.Refuse("a symbol with a sign", JsonRefusal.MalformedValue, body.With("symbol", "DU$D"));
                break;
            case IntentKind.ClientRegistration:
                file.Refuse("an unknown service", JsonRefusal.MalformedValue, body.With("service", "lending"));
                break;
            case IntentKind.WalletOpening or IntentKind.HouseWalletOpening:
                if (kind == IntentKind.WalletOpening)
                    file.Refuse("a wallet that keys are not held for", JsonRefusal.MalformedValue, body.With("walletKind", "watch-only"));
                file.Refuse("no account", JsonRefusal.MalformedValue, body.With("accounts", CanonicalArray.Empty));
                CanonicalArray twice = CanonicalArray.Of(accounts![0], accounts[0]);
                file.Refuse("an account twice", IntentRefusal.DuplicateAccount, body.With("accounts", twice));
                break;
            case IntentKind.ColdSignerRegistration:
                ColdSigners(file, body);
                break;
            case IntentKind.RosterChange:
                Attestors(file, body);
                file.Refuse("no change", IntentRefusal.EmptyChange, body
                    .With("people", CanonicalArray.Empty).With("removed", CanonicalArray.Empty));
                break;
            case IntentKind.KeyStateChange:
                States(file, body);
                break;
            case IntentKind.Unfreeze:
                string late = $"{Samples.Created + TimeSpan.FromDays(31) + TimeSpan.FromSeconds(1)}";
                file.Refuse("a life of more than 31 days", IntentRefusal.Lifetime, body.With("expiresAt", late));
                break;
            default:
                break;
        }
    }

    private static void Chains(GoldenFile file, CanonicalObject body)
    {
        body.TryObject("native", out CanonicalObject? native).ShouldBeTrue();
        CanonicalObject token6 = native!.With("asset", $"{AssetId.Erc20(Samples.ChainNumber, Samples.Token)}");
        CanonicalObject elsewhere = native.With("asset", "eip155:1/slip44:60");
        file.Refuse("a token as native", IntentRefusal.NotNative, body.With("native", token6));
        file.Refuse("a native asset of another chain", IntentRefusal.AssetElsewhere, body.With("native", elsewhere));
        file.Refuse("10001 confirmations", JsonRefusal.MalformedValue, body.With("confirmations", 10_001));
        file.Refuse("no confirmation", JsonRefusal.MalformedValue, body.With("confirmations", 0));
        string bitcoin = "bip122:000000000019d6689c085ae165831e93";
        file.Refuse("a chain of another family", IntentRefusal.ChainUnsupported, body
            .With("chain", bitcoin).With("native", native.With("asset", bitcoin + "/slip44:0")));
    }

    private static void States(GoldenFile file, CanonicalObject body)
    {
        file.Refuse("a state before any use", JsonRefusal.MalformedValue, body.With("state", "pre-active"));
        file.Refuse("an unknown state", JsonRefusal.MalformedValue, body.With("state", "lost"));
        file.Refuse("no reason", JsonRefusal.MalformedValue, body.With("reason", ""));
    }

    private static void ColdSigners(GoldenFile file, CanonicalObject body)
    {
        file.Refuse("no origin", JsonRefusal.MalformedValue, body.With("origin", ""));
        string longer = new('o', Intent.ColdSignerRegistration.OriginMax + 1);
        file.Refuse("an origin of 129 characters", JsonRefusal.MalformedValue, body.With("origin", longer));
    }

    private static void Attestors(GoldenFile file, CanonicalObject body)
    {
        Accept(file, "attestors enter and leave", body
            .With("people", CanonicalArray.Empty).With("removed", CanonicalArray.Empty)
            .With("attestors", CanonicalArray.Of(GoldenAttestations.Newcomer("feed-c", "oracles")))
            .With("removedAttestors", CanonicalArray.Of("feed-a")));
        file.Refuse("an empty list of attestors", JsonRefusal.MalformedValue, body
            .With("attestors", CanonicalArray.Empty));
        file.Refuse("an attestor without a name", JsonRefusal.MalformedValue, body
            .With("removedAttestors", CanonicalArray.Of("Feed A")));
    }

    private static void Commitments()
    {
        GoldenFile file = new("commitment");
        foreach (string value in (string[])["Ada Lovelace", "Zoë Ångström"])
        {
            string salt = Base64UrlText.Write(TestKey.Seed("salt"));
            CanonicalObject opening = CanonicalObject.Of(("salt", salt), ("value", value));
            file.Accept(value, opening, ("commitment", $"{Commitment.To(TestKey.Seed("salt"), value)}"));
        }

        CanonicalObject first = GoldenFile.Canonical(file.Accepted.First()["value"]!);
        file.Refuse("a salt of 16 bytes", JsonRefusal.MalformedValue, first.With("salt", "AAAAAAAAAAAAAAAAAAAAAA"));
        file.Refuse("padding", JsonRefusal.MalformedValue, first.With("salt", Base64UrlText.Write(TestKey.Seed("salt")) + "="));
        file.Refuse("unused bits set", JsonRefusal.MalformedValue, first.With("salt", new string('A', 42) + "B"));
        file.Refuse("no value", JsonRefusal.MalformedValue, first.With("value", ""));
        file.Write("commitment.json");
    }
}
