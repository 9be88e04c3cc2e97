using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Registry;

/// <summary>Reads the leaves that cold signing adds, of the home journal and of the cold one.</summary>
internal static class ColdLeafReader
{
    /// <summary>Null when the action is another, or something is wrong.</summary>
    internal static Leaf? Read(ref MemberReader read, LeafStamp stamp, string action) => action switch
    {
        LeafAction.ColdAddresses => ReadAddresses(ref read, stamp),
        LeafAction.ColdRequested => new ColdRequestedLeaf(
            stamp,
            ReadOrigin(ref read, "cold"),
            GovernanceMark.Read(ref read, "governance"),
            LogMark.Read(ref read, "journal"),
            read.List<Digest>("intentDigests", 0, ColdSigner.WaitingMax, TryParseDigest)),
        LeafAction.ColdImported => new ColdImportedLeaf(
            stamp,
            ReadOrigin(ref read, "cold"),
            LogMark.Read(ref read, "journal"),
            (ulong)read.Integer("governance", 0, CanonicalJson.IntegerMax),
            read.Digest("response"),
            ColdSignature.ReadAll(ref read, "signatures")),
        LeafAction.ColdFounded => ReadFounded(ref read, stamp),
        LeafAction.ColdDerived => new ColdDerivedLeaf(
            stamp,
            (uint)read.Integer("first", 0, AccountPlan.IndexMax),
            (int)read.Integer("count", 1, ColdAddresses.AddressesMax),
            read.Digest("batch")),
        LeafAction.ColdTaken => new ColdTakenLeaf(
            stamp,
            read.Digest("request"),
            LogMark.Read(ref read, "home"),
            GovernanceMark.Read(ref read, "governance"),
            read.List<Digest>("attachments", 0, ColdTakenLeaf.AttachmentsMax, TryParseDigest)),
        LeafAction.ColdRefused => new ColdRefusedLeaf(
            stamp,
            read.Text("code", CanonicalJson.NameLengthMax),
            read.Has("field") ? read.Text("field") : null,
            read.Has("intentDigest") ? read.Digest("intentDigest") : null,
            read.Digest("input")),
        LeafAction.ColdAnswered => new ColdAnsweredLeaf(stamp, read.Digest("request")),
        _ => Unknown(ref read),
    };

    private static ColdAddressesLeaf? ReadAddresses(ref MemberReader read, LeafStamp stamp)
    {
        CanonicalObject body = read.Object("batch");
        byte[] signature = read.Bytes("signature", ColdAddressesLeaf.SignatureBytes);
        if (!read.IsRight) return null;
        if (ColdAddresses.TryParse(body, out ColdAddresses? batch, out Refusal? refusal))
            return new ColdAddressesLeaf(stamp, batch, signature);
        read.Keep(refusal);
        return null;
    }

    private static ColdFoundedLeaf ReadFounded(ref MemberReader read, LeafStamp stamp) => new(
        stamp,
        read.Digest("institution"),
        ReadOrigin(ref read, "home"),
        new ColdSigner(ReadOrigin(ref read, "origin"), read.Text("key"), read.Digest("root"))
        {
            Journal = default,
        },
        read.Parse<ProtectionLevel>("level", ProtectionLevels.TryParse));

    private static string ReadOrigin(ref MemberReader read, string name) =>
        read.Text(name, Intent.ColdSignerRegistration.OriginMax);

    private static Leaf? Unknown(ref MemberReader read)
    {
        read.Keep(JsonRefusals.MalformedValue("action", "an action of docs/formats/leaf.md"));
        return null;
    }

    private static bool TryParseDigest(
        string text, out Digest digest, [NotNullWhen(false)] out Refusal? refusal) =>
        Digest.TryParse(text, out digest, out refusal);
}
