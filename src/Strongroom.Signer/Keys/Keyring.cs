using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// The keystores that this Signer opened, by the name of their root. Which root may do what is the state's to
/// say; here is only which one is at hand. Thread-safe: nothing changes after the start.
/// </summary>
internal sealed class Keyring : IDisposable
{
    private readonly Dictionary<Digest, AccountKeys> byRoot = [];
    private readonly List<KeystoreFact> facts = [];

    /// <summary>In the order of their opening, the founding's own first.</summary>
    internal IReadOnlyList<KeystoreFact> Facts => facts;

    internal Keystore First => byRoot[facts[0].Root].Keystore;

    /// <summary>Takes the keystore over; false where its root is there already.</summary>
    internal bool TryAdd(Keystore keystore)
    {
        if (byRoot.ContainsKey(keystore.Root)) return false;
        byRoot.Add(keystore.Root, new AccountKeys(keystore));
        facts.Add(keystore.ToFact());
        return true;
    }

    /// <summary>The keys below a root that was checked to be there.</summary>
    internal AccountKeys Of(Digest root) => byRoot[root];

    internal Refusal? Check(Digest root) => byRoot.ContainsKey(root)
        ? null
        : new Refusal(
            SignerRefusal.KeystoreAbsent, "The keystore of this root is not in the data folder.", null,
            "Strongroom.Signer add-keystore, and a start");

    internal Refusal? Check(IReadOnlyList<AccountDemand> demands)
    {
        for (int i = 0; i < demands.Count; i++)
        {
            if (Check(demands[i].Root) is { } absent) return absent;
        }

        return null;
    }

    public void Dispose()
    {
        foreach (AccountKeys keys in byRoot.Values) keys.Dispose();
    }
}
