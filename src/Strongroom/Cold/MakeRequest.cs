using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>The home Signer's decision to send a request to a cold one.</summary>
public static class MakeRequest
{
    public static bool Decide(
        State state,
        ColdCall call,
        LeafStamp stamp,
        [NotNullWhen(true)] out ColdRequestedLeaf? leaf,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        leaf = null;
        refusal = ColdRefusals.OtherSigner();
        if (!state.TryGetColdSigner(call.Origin, out ColdSigner? signer)) return false;
        IReadOnlyList<Digest> carried =
            call.Intents.Count == 0 ? signer.Waiting : [.. call.Intents.Distinct()];
        if (!carried.All(signer.Waiting.Contains))
        {
            refusal = new Refusal(
                ColdRefusal.NothingWaits,
                "An intent does not wait for this cold Signer.",
                "intents",
                "movements of its accounts that have a nonce and no signature");
            return false;
        }

        leaf = new ColdRequestedLeaf(stamp, call.Origin, state.Governance, signer.Journal, carried);
        refusal = null;
        return true;
    }
}
