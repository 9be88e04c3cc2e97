using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>
/// What the home Signer sends to a cold one (docs/formats/cold.md): a cosigned checkpoint, every governance
/// leaf since the last trip, and the movements with proofs. Signed by the home's journal key.
/// </summary>
public sealed class ColdRequest
{
    public const string Schema = "strongroom/cold-request/v1";

    private ColdRequest(SignedBody file) => File = file;

    public SignedBody File { get; }

    public required Digest Institution { get; init; }

    /// <summary>The origin of the cold Signer that it is for.</summary>
    public required string Cold { get; init; }

    public required SignedCheckpoint Head { get; init; }

    /// <summary>The leaf by which the home journal sent this request.</summary>
    public required ProvedLeaf Requested { get; init; }

    /// <summary>The governance leaves begin after so many.</summary>
    public required ulong After { get; init; }

    public required IReadOnlyList<GovernanceLeaf> Governance { get; init; }

    public required IReadOnlyList<ColdMovement> Movements { get; init; }

    public Digest Digest => HashOf(File.Body);

    public static Digest HashOf(CanonicalObject body) =>
        Digest.Tagged("strongroom/cold-request/v1"u8, body.ToBytes());

    public static CanonicalObject Compose(
        Digest institution, SignedCheckpoint head, ProvedLeaf requested,
        (ulong After, IReadOnlyList<GovernanceLeaf> Leaves) governance,
        IReadOnlyList<ColdMovement> movements) =>
        CanonicalObject.Of(
            ("schema", Schema),
            ("institution", institution.ToString()),
            ("cold", ((ColdRequestedLeaf)requested.Leaf).Origin),
            ("checkpoint", Base64UrlText.Write(head.ToBytes())),
            ("requested", requested.ToObject()),
            ("governance", CanonicalObject.Of(
                ("after", (long)governance.After),
                ("leaves", CanonicalArray.OfObjects(governance.Leaves.Select(leaf => leaf.ToObject()))))),
            ("movements", CanonicalArray.OfObjects(movements.Select(movement => movement.ToObject()))));

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out ColdRequest? request,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        request = null;
        if (!SignedBody.TryParse(bytes, out SignedBody? file, out refusal)) return false;
        MemberReader read = new(file.Body);
        read.Require(read.Text("schema") == Schema, JsonRefusals.MalformedValue("schema", Schema));
        Digest institution = read.Digest("institution");
        string cold = read.Text("cold", Intent.ColdSignerRegistration.OriginMax);
        SignedCheckpoint? head = ReadHead(ref read, "checkpoint");
        ProvedLeaf? requested = ProvedLeaf.Read(ref read, "requested");
        MemberReader governance = new(read.Object("governance"), "governance");
        ulong after = (ulong)governance.Integer("after", 0, CanonicalJson.IntegerMax);
        GovernanceLeaf[] leaves = GovernanceLeaf.ReadAll(ref governance, "leaves");
        governance.TryEnd(out Refusal? wrong);
        read.Keep(wrong);
        ColdMovement[] movements = ColdMovement.ReadAll(ref read, "movements");
        if (!read.TryEnd(out refusal)) return false;
        request = new ColdRequest(file)
        {
            Institution = institution,
            Cold = cold,
            Head = head!,
            Requested = requested!,
            After = after,
            Governance = leaves,
            Movements = movements,
        };
        return true;
    }

    internal static SignedCheckpoint? ReadHead(ref MemberReader read, string name)
    {
        byte[] note = read.Bytes(name, SignedNote.BytesMax);
        if (!read.IsRight) return null;
        if (SignedCheckpoint.TryParse(note, out SignedCheckpoint? head, out Refusal? refusal)) return head;
        read.Keep(refusal with { Field = name });
        return null;
    }
}
