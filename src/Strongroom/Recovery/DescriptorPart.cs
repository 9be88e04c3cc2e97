// docs/formats/descriptors.md: one line of a descriptor file.
using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Audit;
using Strongroom.Chains;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Recovery;

/// <summary>
/// What the journal's leaves from one index up to another opened: accounts, chains, assets. Signed by the
/// journal's key; each part begins where the one before it ends, so that none can be left out unseen.
/// </summary>
public sealed record DescriptorPart
{
    public const string Schema = "strongroom/descriptors/v1";
    public const int BytesMax = 512 * 1024;

    internal const int EntriesMax = DescriptorFold.EntriesMax + Intent.AccountsMax;

    private const int SignatureBytes = 64;

    public required Digest Genesis { get; init; }

    public required string Origin { get; init; }

    /// <summary>The first leaf that was read.</summary>
    public required ulong From { get; init; }

    /// <summary>The leaf after the last one that was read.</summary>
    public required ulong To { get; init; }

    public required IReadOnlyList<DescriptorAccount> Accounts { get; init; }

    public required IReadOnlyList<AssetEntry> Assets { get; init; }

    public required IReadOnlyList<ChainEntry> Chains { get; init; }

    /// <summary>The canonical line with its signature over <see cref="Hash"/>.</summary>
    public CanonicalObject Sign(Func<Digest, byte[]> sign)
    {
        CanonicalObject body = ToCanonical();
        return body.With("signature", Base64UrlText.Write(sign(Hash(body))));
    }

    /// <summary>Reads a line and checks that this journal's key signed it.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> line, NoteKey journal,
        [NotNullWhen(true)] out DescriptorPart? part, [NotNullWhen(false)] out Refusal? refusal)
    {
        part = null;
        if (!CanonicalJson.TryRead(line, BytesMax, out CanonicalObject? source, out refusal)) return false;
        MemberReader read = new(source);
        bool isSchema = read.Text("schema") == Schema;
        read.Require(isSchema, JsonRefusals.MalformedValue("schema", Schema));
        byte[] signature = read.Bytes("signature", SignatureBytes);
        DescriptorPart parsed = new()
        {
            Genesis = read.Digest("genesis"),
            Origin = read.Text("origin"),
            From = (ulong)read.Integer("from", 0, CanonicalJson.IntegerMax),
            To = (ulong)read.Integer("to", 0, CanonicalJson.IntegerMax),
            Accounts = ReadAll(ref read, "accounts", DescriptorAccount.Read),
            Assets = ReadAll(ref read, "assets", ReadAsset),
            Chains = ReadAll(ref read, "chains", ReadChain),
        };
        read.Require(parsed.From < parsed.To, JsonRefusals.MalformedValue("to", "more than from"));
        if (!read.TryEnd(out refusal)) return false;
        Digest hash = Hash(source.With("signature", default));
        bool isSigned = string.Equals(parsed.Origin, journal.Name, StringComparison.Ordinal)
            && signature.Length == SignatureBytes
            && Ed25519.Verify(journal.PublicKey, hash.ToBytes(), signature);
        refusal = isSigned ? null : RecoveryRefusals.Signature();
        part = isSigned ? parsed : null;
        return isSigned;
    }

    /// <summary>
    /// Null when this part goes on where the one before ended; null stands for no part before.
    /// </summary>
    public Refusal? CheckAfter(DescriptorPart? before)
    {
        if (before is not null && before.Genesis != Genesis) return RecoveryRefusals.Mixed();
        return From == (before?.To ?? 0) ? null : RecoveryRefusals.Gap();
    }

    private static Digest Hash(CanonicalObject body) =>
        Digest.Tagged("strongroom/descriptors/v1"u8, body.ToBytes());

    private CanonicalObject ToCanonical() => CanonicalObject.Of(
        ("accounts", CanonicalArray.OfObjects(Accounts.Select(account => account.ToCanonical()))),
        ("assets", CanonicalArray.OfObjects(Assets.Select(Write))),
        ("chains", CanonicalArray.OfObjects(Chains.Select(Write))),
        ("from", (long)From),
        ("genesis", Genesis.ToString()),
        ("origin", Origin),
        ("schema", Schema),
        ("to", (long)To));

    private static CanonicalObject Write(AssetEntry asset) => CanonicalObject.Of(
        ("asset", asset.Asset.ToString()),
        ("decimals", asset.Decimals),
        ("name", asset.Name),
        ("symbol", asset.Symbol));

    private static CanonicalObject Write(ChainEntry chain) => CanonicalObject.Of(
        ("chain", chain.Chain.ToString()),
        ("confirmations", chain.Confirmations),
        ("name", chain.Name),
        ("native", chain.Native.ToString()));

    private static T[] ReadAll<T>(ref MemberReader read, string name, PartReader<T> one)
    {
        CanonicalObject[] objects = read.Objects(name, 0, EntriesMax);
        T[] all = new T[objects.Length];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = one(objects[i], $"{name}[{i}]", out Refusal? wrong);
            read.Keep(wrong);
        }

        return all;
    }

    private static AssetEntry ReadAsset(CanonicalObject source, string path, out Refusal? refusal)
    {
        MemberReader read = new(source, path);
        AssetEntry asset = new(
            read.Asset("asset"), (int)read.Integer("decimals", 0, byte.MaxValue), read.Text("name"),
            read.Text("symbol"));
        read.TryEnd(out refusal);
        return asset;
    }

    private static ChainEntry ReadChain(CanonicalObject source, string path, out Refusal? refusal)
    {
        MemberReader read = new(source, path);
        ChainEntry chain = new(
            read.Chain("chain"), read.Text("name"), (int)read.Integer("confirmations", 1, int.MaxValue),
            read.Asset("native"));
        read.TryEnd(out refusal);
        return chain;
    }

    private delegate T PartReader<T>(CanonicalObject source, string path, out Refusal? refusal);
}
