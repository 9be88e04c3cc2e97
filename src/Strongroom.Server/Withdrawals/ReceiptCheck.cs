// docs/formats/receipt.md: the leaf under a checkpoint that the journal signed and its witnesses cosigned.
using System.Text;
using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Withdrawals;

/// <summary>
/// Whether a signature came with the proof that it was recorded first: a signing leaf over exactly these
/// bytes, in the journal whose key, and under witnesses whose keys, stand in the configuration.
/// </summary>
internal sealed class ReceiptCheck
{
    private readonly LogTrust _trust;

    public ReceiptCheck(ServerConfig config)
    {
        if (config.WitnessesMin < 0 || config.WitnessesMin > config.WitnessVkeys.Count)
            throw new StorageException("witnessesMin: more than there are witnessVkeys");
        _trust = new LogTrust(
            Read("signerVkey", config.SignerVkey),
            [.. config.WitnessVkeys.Select(vkey => Read("witnessVkeys", vkey))], config.WitnessesMin);
    }

    /// <summary>Null when the answer's receipt proves that the Signer recorded this signature.</summary>
    internal Refusal? Check(SignerAnswer answer, Digest intent, ReadOnlySpan<byte> unsigned)
    {
        bool hasReceipt = answer.Body.TryGetProperty("receipt", out JsonElement receipt)
            && receipt.ValueKind == JsonValueKind.Object;
        if (!hasReceipt) return Invalid("There is none.");
        bool hasParts = receipt.TryGetProperty("leaf", out JsonElement leafBody)
            & receipt.TryGetProperty("proof", out JsonElement proofText);
        if (!hasParts || proofText.ValueKind != JsonValueKind.String)
            return Invalid("It lacks leaf or proof.");
        byte[] bytes = Encoding.UTF8.GetBytes(leafBody.GetRawText());
        if (!Leaf.TryParse(bytes, out Leaf? leaf, out Refusal? refusal)) return Invalid(refusal.Message);
        if (leaf is not SigningLeaf signing || signing.IntentDigest != intent
            || !signing.Unsigned.Span.SequenceEqual(unsigned))
            return Invalid("Its leaf is about something else.");
        byte[] text = Encoding.UTF8.GetBytes(proofText.GetString()!);
        if (!LogProof.TryParse(text, out LogProof? proof, out refusal))
            return Invalid(refusal.Message);
        if (answer.Number("index") != (long)proof.Index) return Invalid("Its index is another one.");
        return proof.Check(bytes, _trust, out _) is { } wrong ? Invalid(wrong.Message) : null;
    }

    private static NoteKey Read(string member, string vkey) =>
        NoteKey.TryParse(vkey, out NoteKey? key, out Refusal? refusal)
            ? key
            : throw new StorageException($"{member}: {refusal}");

    private static Refusal Invalid(string why) => new(
        WithdrawalsRefusal.ReceiptInvalid, $"The Signer's receipt proves nothing: {why}", "receipt",
        "a receipt of the signing leaf under the pinned journal and witness keys");
}
