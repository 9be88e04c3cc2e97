using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>Reads the member <c>effect</c> of a leaf: addresses, or a root, or nothing.</summary>
internal static class EffectReader
{
    internal static IntentEffect Read(ref MemberReader read)
    {
        CanonicalObject body = read.Object("effect");
        if (body.Count == 0) return IntentEffect.Empty;
        MemberReader effect = new(body, "effect");
        IntentEffect whole = effect.Has("root") ? ReadRoot(ref effect) : ReadAddresses(ref effect);
        effect.TryEnd(out Refusal? refusal);
        read.Keep(refusal);
        return whole;
    }

    private static IntentEffect ReadRoot(ref MemberReader effect)
    {
        Digest ceremony = effect.Digest("ceremony");
        RootRecord? root = RootRecord.Read(effect.Object("root"), "effect.root", out Refusal? refusal);
        effect.Keep(refusal);
        return root is null
            ? IntentEffect.Empty
            : new IntentEffect([]) { Key = new KeyEffect(root, ceremony) };
    }

    private static IntentEffect ReadAddresses(ref MemberReader effect)
    {
        CanonicalObject[] objects = effect.Objects("addresses", 1, Intent.AccountsMax);
        DerivedAddress[] addresses = new DerivedAddress[objects.Length];
        for (int i = 0; i < addresses.Length; i++)
        {
            MemberReader one = new(objects[i], $"effect.addresses[{i}]");
            addresses[i] = new DerivedAddress(
                new AccountId(one.Id("account")),
                one.Address("address"),
                one.Parse<ProtectionLevel>("level", ProtectionLevels.TryParse),
                one.Text("path", OverlayTable.KeyLengthMax),
                one.Bytes("signature", AccountRecord.SignatureBytes))
            {
                Root = one.Digest("root"),
            };
            one.TryEnd(out Refusal? wrong);
            effect.Keep(wrong);
        }

        return new IntentEffect(addresses);
    }
}
