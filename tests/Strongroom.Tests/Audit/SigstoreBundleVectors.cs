using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Audit;

/// <summary>
/// sigstore-conformance bundles, only what concerns a transparency log: inclusion proof, checkpoint, and the
/// log's signature where the bundle's trusted root has an Ed25519 key for it (Rekor v2). ECDSA checkpoints
/// (Rekor v1) are checked as far as the Merkle part goes, for this house signs no notes by ECDSA.
/// Certificates, time stamps and artifact signatures are out of scope: bundles that fail only there must hold
/// here.
/// </summary>
public sealed class SigstoreBundleVectors(ITestOutputHelper output)
{
    private const string Holds = "holds";
    private const string Undecided = "undecided: nothing is left to check but ECDSA";

    [VectorFact]
    public void Agrees_with_Sigstore_on_inclusion_and_checkpoints() =>
        VectorFiles.RunJson("tlog", "sigstore-bundles*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonProperty property in root.GetProperty("bundles").EnumerateObject())
            {
                string? rootName = property.Value.GetProperty("trustedRoot").GetString();
                JsonElement? trusted =
                    rootName is null ? null : root.GetProperty("trustedRoots").GetProperty(rootName);
                foreach (JsonElement entry in EntriesOf(property.Value.GetProperty("bundle")))
                {
                    string verdict = Check(entry, trusted);
                    output.WriteLine($"{property.Name}: {verdict}");
                    bool mayFail = property.Name.EndsWith("_fail", StringComparison.Ordinal);
                    if (!mayFail) verdict.ShouldBeOneOf(Holds, Undecided);
                    else if (IsLogFault(property.Name)) verdict.ShouldNotBe(Holds, property.Name);
                    cases++;
                }
            }

            return cases;
        });

    private static bool IsLogFault(string name) =>
        name.Contains("checkpoint", StringComparison.Ordinal)
        || name.Contains("inclusion", StringComparison.Ordinal);

    private static JsonElement.ArrayEnumerator EntriesOf(JsonElement bundle) =>
        bundle.GetProperty("verificationMaterial").TryGetProperty("tlogEntries", out JsonElement entries)
            ? entries.EnumerateArray()
            : default;

    private static string Check(JsonElement entry, JsonElement? trusted)
    {
        if (!entry.TryGetProperty("inclusionProof", out JsonElement proof)) return Undecided;
        (ulong index, ulong size) = (NumberOf(proof, "logIndex"), NumberOf(proof, "treeSize"));
        TreeHash leaf = MerkleHasher.LeafOf(entry.GetProperty("canonicalizedBody").GetBytesFromBase64());
        List<TreeHash> path = [];
        foreach (JsonElement text in proof.GetProperty("hashes").EnumerateArray())
        {
            if (!TreeHash.TryParse(text.GetString()!, out TreeHash hash)) return "malformed hash";
            path.Add(hash);
        }

        if (!TreeHash.TryParse(proof.GetProperty("rootHash").GetString()!, out TreeHash root))
            return "malformed root";
        if (!MerkleProofs.VerifyInclusion(index, size, leaf, [.. path], root)) return "not included";
        return proof.TryGetProperty("checkpoint", out JsonElement checkpoint)
            ? CheckCheckpoint(checkpoint.GetProperty("envelope").GetString()!, size, root, entry, trusted)
            : Undecided;
    }

    /// <summary>Protobuf's JSON leaves zeros out.</summary>
    private static ulong NumberOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement number)
            ? ulong.Parse(number.GetString()!, CultureInfo.InvariantCulture)
            : 0;

    private static string CheckCheckpoint(
        string envelope, ulong size, TreeHash root, JsonElement entry, JsonElement? trusted)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(envelope);
        if (!SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out Refusal? refusal))
            return refusal.Code;
        if (head.Checkpoint.Size != size || head.Checkpoint.Root != root) return "another head";
        byte[] logId = entry.GetProperty("logId").GetProperty("keyId").GetBytesFromBase64();
        uint keyHint = BinaryPrimitives.ReadUInt32BigEndian(logId);
        if (head.Note.Signatures.All(line => line.KeyId != keyHint))
            return "no signature by the log's key id";
        if (FindEd25519(trusted, logId) is not { } publicKey) return Undecided;
        NoteKey key = NoteKey.Log(head.Checkpoint.Origin, publicKey);
        key.KeyId.ShouldBe(keyHint);
        return new LogTrust(key, [], 0).Check(head, out _)?.Code ?? Holds;
    }

    private static byte[]? FindEd25519(JsonElement? trusted, byte[] logId)
    {
        if (trusted is not { } roots) return null;
        foreach (JsonElement log in roots.GetProperty("tlogs").EnumerateArray())
        {
            JsonElement key = log.GetProperty("publicKey");
            bool isEd25519 = key.GetProperty("keyDetails").GetString() == "PKIX_ED25519";
            byte[] id = log.GetProperty("logId").GetProperty("keyId").GetBytesFromBase64();
            if (isEd25519 && id.AsSpan().SequenceEqual(logId))
                return key.GetProperty("rawBytes").GetBytesFromBase64()[^32..];
        }

        return null;
    }
}
