using System.Globalization;
using System.Text;
using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Ceremonies;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// How it is known that the plan was approved: by a receipt (docs/formats/receipt.md) of the journal's leaf,
/// or only by the people, who compare the digest. The transcript says which.
/// </summary>
internal static class CeremonyApproval
{
    private const int LeafBytesMax = 65_535;

    internal static CanonicalObject? Act(CeremonySecrets table, out Refusal? refusal)
    {
        Digest plan = table.Transcript.Intent.Digest;
        if (table.Tools.Receipt is { } receipt)
            return Check(receipt, table.Tools.Trust!, plan, out refusal);
        Terminal.Say("  no proof of an approval was brought: compare this digest with the journal's");
        Terminal.Say($"  {plan}");
        refusal = null;
        return CanonicalObject.Of(("by", "people"));
    }

    /// <summary>The leaf is in the journal, and says that this plan is in force.</summary>
    internal static CanonicalObject? Check(
        ReadOnlyMemory<byte> receipt, LogTrust trust, Digest plan, out Refusal? refusal)
    {
        if (!TryRead(receipt, out byte[] leaf, out LogProof? proof))
        {
            refusal = PerformRefusals.ReceiptMalformed();
            return null;
        }

        refusal = proof!.Check(leaf, trust, out IReadOnlyList<Cosignature> cosignatures);
        if (refusal is not null) return null;
        if (!CanonicalJson.TryRead(leaf, LeafBytesMax, out CanonicalObject? body, out refusal)) return null;
        body.TryText("action", out string? action);
        body.TryText("intentDigest", out string? digest);
        bool isInForce = action == "effected" || (action == "registered" && body.Has("effect"));
        refusal = isInForce && digest == plan.ToString() ? null : PerformRefusals.NotApproved();
        return refusal is not null ? null : CanonicalObject.Of(
            ("action", action!), ("by", "receipt"), ("cosignatures", cosignatures.Count),
            ("index", proof.Index.ToString(CultureInfo.InvariantCulture)), ("origin", trust.Log.Name),
            ("size", proof.Head.Checkpoint.Size.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool TryRead(ReadOnlyMemory<byte> receipt, out byte[] leaf, out LogProof? proof)
    {
        (leaf, proof) = ([], null);
        try
        {
            using JsonDocument json = JsonDocument.Parse(receipt);
            JsonElement whole = json.RootElement;
            bool isReceipt = whole.ValueKind == JsonValueKind.Object
                && whole.TryGetProperty("schema", out JsonElement schema)
                && schema.ValueKind == JsonValueKind.String && schema.ValueEquals("strongroom/receipt/v1")
                && whole.TryGetProperty("proof", out JsonElement text)
                && text.ValueKind == JsonValueKind.String
                && LogProof.TryParse(Encoding.UTF8.GetBytes(text.GetString()!), out proof, out _)
                && whole.TryGetProperty("index", out JsonElement index)
                && index.ValueKind == JsonValueKind.Number
                && index.TryGetUInt64(out ulong number) && number == proof.Index
                && whole.TryGetProperty("leaf", out _);
            if (isReceipt) leaf = Encoding.UTF8.GetBytes(whole.GetProperty("leaf").GetRawText());
            return isReceipt;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
