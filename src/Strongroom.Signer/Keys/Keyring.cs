using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// The keystores that this Signer opened, by the name of their root. Which root may do what is the state's to
/// say; here is only which one is at hand. Thread-safe once it is filled: at the start, or empty until
/// custodians unlock it.
/// </summary>
/// <param name="nativeLabel">Of keys that are born in tokens for this Signer; null where it has none.</param>
internal sealed class Keyring(string? nativeLabel = null) : IDisposable
{
    private volatile Held held = new([], []);

    internal IReadOnlyCollection<AccountKeys> All => held.ByRoot.Values;

    /// <summary>In the order of their opening, the founding's own first.</summary>
    internal IReadOnlyList<KeystoreFact> Facts => held.Facts;

    internal Keystore First => held.ByRoot[held.Facts[0].Root].Keystore;

    /// <summary>Takes the keystore over; false where its root is there already.</summary>
    internal bool TryAdd(Keystore keystore)
    {
        if (held.ByRoot.ContainsKey(keystore.Root)) return false;
        held.ByRoot.Add(keystore.Root, new AccountKeys(keystore, nativeLabel));
        held.Facts.Add(keystore.ToFact());
        return true;
    }

    /// <summary>
    /// Takes all keystores of another keyring over, which is not used any more; this one was empty.
    /// </summary>
    internal void Fill(Keyring opened)
    {
        Invariant.Holds(held.Facts.Count == 0);
        held = opened.held;
    }

    /// <summary>The keys below a root that was checked to be there.</summary>
    internal AccountKeys Of(Digest root) => held.ByRoot[root];

    internal Refusal? Check(Digest root) => held.ByRoot.ContainsKey(root)
        ? null
        : new Refusal(
            SignerRefusal.KeystoreAbsent, "The keystore of this root is not in the data folder.", null,
            "Strongroom.Signer add-keystore, and a start");

    internal Refusal? Check(IReadOnlyList<AccountDemand> demands)
    {
        for (int i = 0; i < demands.Count; i++)
        {
            if (demands[i].Pooled is null && Check(demands[i].Root) is { } absent) return absent;
        }

        return null;
    }

    public void Dispose()
    {
        foreach (AccountKeys keys in held.ByRoot.Values) keys.Dispose();
    }

    private sealed record Held(Dictionary<Digest, AccountKeys> ByRoot, List<KeystoreFact> Facts);
}
