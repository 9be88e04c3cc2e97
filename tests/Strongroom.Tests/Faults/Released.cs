using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Intents;

namespace Strongroom.Tests.Faults;

/// <summary>A signature that left the Signer, with what its receipt promises for ever.</summary>
internal sealed record Released(
    Digest Intent, string Unsigned, string Signed, ulong Nonce, ulong Index, byte[] Leaf, SignedCheckpoint Head)
{
    internal static Released Read(Digest intent, string unsigned, JsonNode signature)
    {
        JsonNode receipt = signature["receipt"]!;
        byte[] text = System.Text.Encoding.UTF8.GetBytes(receipt["proof"]!.GetValue<string>());
        LogProof.TryParse(text, out LogProof? proof, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        byte[] leaf = System.Text.Encoding.UTF8.GetBytes(receipt["leaf"]!.ToJsonString());
        return new Released(
            intent, unsigned, signature["signed"]!.GetValue<string>(), signature["nonce"]!.GetValue<ulong>(),
            signature["index"]!.GetValue<ulong>(), leaf, proof!.Head);
    }
}
