using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Registry;

namespace Strongroom.Signer.Keys;

/// <summary>
/// A key is born before the leaf that names it. One whose leaf was never written, because the Signer or the
/// token broke in between, belongs to no account: nobody was told its address, and it is destroyed.
/// </summary>
internal static class UnusedKeys
{
    /// <summary>
    /// Call when witnesses cosigned the start, the keys are unlocked, and nothing can be registered yet: only
    /// then is it certain that this journal is the newest, and no key is on its way to a leaf.
    /// </summary>
    internal static void Destroy(RecordedState record, Keyring keyring, ILogger logger)
    {
        foreach (AccountKeys keys in keyring.All)
        {
            if (keys.Native is { } native) Destroy(record, native, logger);
        }
    }

    private static void Destroy(RecordedState record, NativeKeys native, ILogger logger)
    {
        IReadOnlyList<TokenKeyReference> found = native.List();
        using RecordedState.Turn turn = record.Take();
        foreach (TokenKeyReference key in found)
        {
            bool isUsed = turn.State.TryGetAccount(key.Account, out AccountRecord? account)
                && account.Path == key.ToString();
            if (isUsed) continue;
            native.Forget(key);
            SignerLog.UnusedKeyDestroyed(logger, key.ToString());
        }
    }
}
