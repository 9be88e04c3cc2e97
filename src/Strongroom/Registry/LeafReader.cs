using System.Diagnostics.CodeAnalysis;
using Strongroom.Assets;
using Strongroom.Attestations;
using Strongroom.Chains.Ethereum;
using Strongroom.Exposure;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;

namespace Strongroom.Registry;

/// <summary>Reads leaves (docs/formats/leaf.md), strictly: an unknown action or member is refused.</summary>
internal static class LeafReader
{
    private const int SignedBytesMax = 32_000;

    internal static bool TryRead(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out Leaf? leaf,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        leaf = null;
        if (!CanonicalJson.TryRead(bytes, Leaf.BytesMax, out CanonicalObject? source, out refusal))
            return false;
        MemberReader read = new(source);
        bool isSchema = read.Text("schema") == Leaf.Schema;
        read.Require(isSchema, JsonRefusals.MalformedValue("schema", Leaf.Schema));
        LeafStamp stamp = new(new LeafId(read.Id("id")), read.Time("time"), read.Digest("build"));
        string actor = read.Text("actor");
        string action = read.Text("action");
        Leaf? parsed = read.IsRight ? ReadAction(ref read, stamp, action) : null;
        if (!read.TryEnd(out refusal)) return false;
        bool isActor = actor == (parsed!.Person?.ToString() ?? Leaf.SignerActor) && action == parsed.Action;
        refusal = isActor ? null : JsonRefusals.MalformedValue(
            "actor", "who caused it, as the other members say");
        leaf = isActor ? parsed : null;
        return isActor;
    }

    private static Leaf? ReadAction(ref MemberReader read, LeafStamp stamp, string action)
    {
        switch (action)
        {
            case LeafAction.Founded: return ReadFounded(ref read, stamp);
            case LeafAction.Started: return new StartedLeaf(
                stamp,
                read.Bytes("random", StartedLeaf.RandomBytes),
                read.Has("keystores") ? KeystoreFact.ReadAll(ref read, "keystores") : []);
            case LeafAction.Activated: return ActivatedLeaf.Read(ref read, stamp);
            case LeafAction.Registered: return ReadRegistered(ref read, stamp);
            case LeafAction.Effected:
                return new EffectedLeaf(stamp, read.Digest("intentDigest"), EffectReader.Read(ref read));
            case LeafAction.Signing: return ReadSigning(ref read, stamp);
            case LeafAction.Rejected or LeafAction.Vetoed: return ReadClosed(ref read, stamp);
            case LeafAction.Frozen:
                return ReadStatement(ref read) is { } statement ? new FrozenLeaf(stamp, statement) : null;
            case LeafAction.Refused: return ReadRefused(ref read, stamp);
            case LeafAction.Refusals: return ReadRefusals(ref read, stamp);
            case LeafAction.Snapshot:
                return new SnapshotLeaf(
                    stamp,
                    read.Digest("root"),
                    read.Integer("pages", 0, CanonicalJson.IntegerMax),
                    read.Integer("size", 0, CanonicalJson.IntegerMax),
                    read.Digest("head"));
            case LeafAction.Exported:
                return new ExportedLeaf(
                    stamp,
                    (ulong)read.Integer("from", 0, CanonicalJson.IntegerMax),
                    (ulong)read.Integer("to", 0, CanonicalJson.IntegerMax),
                    read.Digest("part"));
            default: return ColdLeafReader.Read(ref read, stamp, action);
        }
    }

    private static FoundedLeaf? ReadFounded(ref MemberReader read, LeafStamp stamp)
    {
        CanonicalObject founding = read.Object("founding");
        CanonicalArray signatures = read.Array("signatures", 1, SignedFounding.SignaturesMax);
        if (!read.IsRight) return null;
        CanonicalObject file = CanonicalObject.Of(("founding", founding), ("signatures", signatures));
        if (SignedFounding.TryParse(file, out SignedFounding? signed, out Refusal? refusal))
            return new FoundedLeaf(stamp, signed);
        read.Keep(refusal);
        return null;
    }

    private static RegisteredLeaf? ReadRegistered(ref MemberReader read, LeafStamp stamp)
    {
        CanonicalObject body = read.Object("intent");
        Digest digest = read.Digest("intentDigest");
        CanonicalObject[] bodies = read.Objects("statements", 1, Submission.StatementsMax);
        SignedAttestation[] attestations = read.Has("attestations") ? ReadAttestations(ref read) : [];
        RuleId rule = read.Parse<RuleId>("rule", RuleId.TryParse);
        Timestamp notBefore = read.Time("notBefore");
        IntentEffect? effect = read.Has("effect") ? EffectReader.Read(ref read) : null;
        if (!read.IsRight) return null;
        if (!Intent.TryParse(body, out Intent? intent, out Refusal? refusal))
        {
            read.Keep(refusal);
            return null;
        }

        SignedStatement[] statements = ReadStatements(ref read, bodies);
        SignedStatement? request = Array.Find(statements, one => one?.Statement.Verdict == Verdict.Request);
        read.Require(
            intent.Digest == digest, JsonRefusals.MalformedValue("intentDigest", "the digest of the intent"));
        read.Require(request is not null, JsonRefusals.MalformedValue("statements", "one of them a request"));
        return read.IsRight
            ? new RegisteredLeaf(
                stamp, request!.Statement.Person, intent, statements, rule, notBefore, effect)
            {
                Attestations = attestations,
            }
            : null;
    }

    private static SigningLeaf ReadSigning(ref MemberReader read, LeafStamp stamp) => new(
        stamp,
        read.Digest("intentDigest"),
        read.Chain("chain"),
        read.Address("sender"),
        (ulong)read.Integer("nonce", 0, CanonicalJson.IntegerMax),
        ReadHex(ref read, "unsigned"),
        read.Parse<Hash32>("signingHash", TryParseHash),
        read.Amount("fee"));

    private static ClosedLeaf? ReadClosed(ref MemberReader read, LeafStamp stamp)
    {
        Digest[] digests = read.List<Digest>("intentDigests", 1, Verdicts.IntentsMax, TryParseDigest);
        if (ReadStatement(ref read) is not { } statement) return null;
        bool isClosing = statement.Statement.Verdict is Verdict.Reject or Verdict.Veto;
        read.Require(isClosing, JsonRefusals.MalformedValue("statement", "a reject or veto statement"));
        return isClosing ? new ClosedLeaf(stamp, digests, statement) : null;
    }

    private static RefusedLeaf ReadRefused(ref MemberReader read, LeafStamp stamp) => new(
        stamp,
        read.Person("requester"),
        read.Text("code", CanonicalJson.NameLengthMax),
        read.Has("field") ? read.Text("field") : null,
        read.Has("intentDigest") ? read.Digest("intentDigest") : null,
        read.Digest("input"));

    private static RefusalsLeaf ReadRefusals(ref MemberReader read, LeafStamp stamp)
    {
        Timestamp from = read.Time("from");
        Timestamp to = read.Time("to");
        CanonicalObject body = read.Object("counts");
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        MemberReader inner = new(body, "counts");
        foreach (CanonicalMember member in body.Members)
            counts.Add(member.Name, inner.Integer(member.Name, 1, CanonicalJson.IntegerMax));
        inner.TryEnd(out Refusal? refusal);
        read.Keep(refusal);
        return new RefusalsLeaf(stamp, from, to, counts)
        {
            Secrets = read.Has("secrets") ? SecretCount.ReadAll(ref read, "secrets") : [],
        };
    }

    private static SignedStatement? ReadStatement(ref MemberReader read)
    {
        CanonicalObject body = read.Object("statement");
        return read.IsRight ? ReadStatements(ref read, [body])[0] : null;
    }

    private static SignedStatement[] ReadStatements(ref MemberReader read, CanonicalObject[] bodies)
    {
        SignedStatement[] statements = new SignedStatement[bodies.Length];
        for (int i = 0; i < bodies.Length; i++)
        {
            if (SignedStatement.TryParse(bodies[i], out SignedStatement? statement, out Refusal? refusal))
                statements[i] = statement;
            else
                read.Keep(refusal);
        }

        return statements;
    }

    private static SignedAttestation[] ReadAttestations(ref MemberReader read)
    {
        CanonicalObject[] bodies = read.Objects("attestations", 1, Submission.AttestationsMax);
        SignedAttestation[] attestations = new SignedAttestation[bodies.Length];
        for (int i = 0; i < bodies.Length; i++)
        {
            if (SignedAttestation.TryParse(bodies[i], out SignedAttestation? signed, out Refusal? refusal))
                attestations[i] = signed;
            else
                read.Keep(refusal);
        }

        return attestations;
    }

    private static byte[] ReadHex(ref MemberReader read, string name)
    {
        string text = read.Text(name, 2 + (2 * SignedBytesMax));
        byte[] bytes = new byte[Math.Max(0, (text.Length - 2) / 2)];
        if (HexText.TryRead(text, bytes) && !text.AsSpan().ContainsAnyInRange('A', 'F')) return bytes;
        read.Keep(JsonRefusals.MalformedValue(name, "0x and lower-case hex"));
        return [];
    }

    internal static bool TryParseHash(string text, out Hash32 hash, [NotNullWhen(false)] out Refusal? refusal)
    {
        bool isRead = Hash32.TryParse(text, out hash);
        refusal = isRead ? null : JsonRefusals.MalformedValue(null, "0x and 64 hexadecimal digits");
        return isRead;
    }

    private static bool TryParseDigest(
        string text, out Digest digest, [NotNullWhen(false)] out Refusal? refusal) =>
        Digest.TryParse(text, out digest, out refusal);
}
