using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>The home Signer's decision to send a request to a cold one.</summary>
public static class MakeRequest
{
    /// <summary>Everything that waits for that Signer, unless <paramref name="intents"/> name some of it.</summary>
    public static bool Decide(
        State state,
        string origin,
        IReadOnlyList<Digest> intents,
        LeafStamp stamp,
        [NotNullWhen(true)] out ColdRequestedLeaf? leaf,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        leaf = null;
        refusal = ColdRefusals.OtherSigner();
        if (!state.TryGetColdSigner(origin, out ColdSigner? signer)) return false;
        IReadOnlyList<Digest> carried = intents.Count == 0 ? signer.Waiting : [.. intents.Distinct()];
        if (!carried.All(signer.Waiting.Contains))
        {
            refusal = new Refusal(
                ColdRefusal.NothingWaits,
                "An intent does not wait for this cold Signer.",
                "intents",
                "movements of its accounts that have a nonce and no signature");
            return false;
        }

        leaf = new ColdRequestedLeaf(stamp, origin, state.Governance, signer.Journal, carried);
        refusal = null;
        return true;
    }
}
