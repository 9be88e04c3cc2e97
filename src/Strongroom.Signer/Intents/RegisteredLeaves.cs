using Strongroom.Cryptography;
using Strongroom.Registry;
using Strongroom.Signer.Audit;

namespace Strongroom.Signer.Intents;

/// <summary>The registering leaf of an intent, read back from the journal.</summary>
internal static class RegisteredLeaves
{
    internal static RegisteredLeaf Read(Journal journal, IntentRecord intent)
    {
        bool isLeaf = Leaf.TryParse(journal.Read(intent.Index).Span, out Leaf? leaf, out _);
        Invariant.Holds(isLeaf);
        RegisteredLeaf? registered = leaf as RegisteredLeaf;
        Invariant.Holds(registered is not null && registered.Intent.Digest == intent.Digest);
        return registered;
    }
}
