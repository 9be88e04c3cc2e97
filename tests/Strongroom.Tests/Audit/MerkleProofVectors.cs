using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Audit;

/// <summary>transparency-dev/merkle: inclusion and consistency proofs, good and bad.</summary>
public sealed class MerkleProofVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Agrees_with_transparency_dev_on_proofs() =>
        VectorFiles.RunJson("merkle", "transparency-dev-*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonProperty property in root.EnumerateObject())
            {
                JsonElement item = property.Value;
                bool expected = !item.GetProperty("wantErr").GetBoolean();
                bool actual = item.TryGetProperty("leafIdx", out _) ? Includes(item) : IsConsistent(item);
                actual.ShouldBe(expected, property.Name);
                cases++;
            }

            return cases;
        });

    private static bool Includes(JsonElement item) =>
        TryReadHash(item.GetProperty("root"), out TreeHash root)
        && TryReadHash(item.GetProperty("leafHash"), out TreeHash leaf)
        && TryReadProof(item, out TreeHash[] proof)
        && MerkleProofs.VerifyInclusion(
            NumberOf(item, "leafIdx"), NumberOf(item, "treeSize"), leaf, proof, root);

    private static bool IsConsistent(JsonElement item) =>
        TryReadHash(item.GetProperty("root1"), out TreeHash oldRoot)
        && TryReadHash(item.GetProperty("root2"), out TreeHash newRoot)
        && TryReadProof(item, out TreeHash[] proof)
        && MerkleProofs.VerifyConsistency(
            NumberOf(item, "size1"), NumberOf(item, "size2"), proof, oldRoot, newRoot);

    private static ulong NumberOf(JsonElement item, string name) => item.GetProperty(name).GetUInt64();

    private static bool TryReadHash(JsonElement text, out TreeHash hash) =>
        TreeHash.TryParse(text.GetString() ?? "", out hash);

    private static bool TryReadProof(JsonElement item, out TreeHash[] proof)
    {
        proof = [];
        JsonElement list = item.GetProperty("proof");
        if (list.ValueKind == JsonValueKind.Null) return true;
        List<TreeHash> hashes = [];
        foreach (JsonElement text in list.EnumerateArray())
        {
            if (!TryReadHash(text, out TreeHash hash)) return false;
            hashes.Add(hash);
        }

        proof = [.. hashes];
        return true;
    }
}
