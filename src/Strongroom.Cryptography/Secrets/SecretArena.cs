namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// Slots of locked memory for keys. An allocation of libsodium costs six system calls and about four of the
/// process's memory maps; a slot costs a few nanoseconds, and 256 of them share one allocation, so that many
/// short-lived child keys fit under RLIMIT_MEMLOCK (8 MiB for an ordinary user) and vm.max_map_count.
/// Price: guard pages stand around each block of slots, not around each secret.
/// </summary>
internal static class SecretArena
{
    internal const int SlotBytes = 64; // one private key with its chain code, or one BIP-39 seed
    internal const int BlocksMax = 400; // 6.4 MiB; larger secrets need the rest of RLIMIT_MEMLOCK

    private const int SlotsInBlock = 256;

    private static readonly Lock Gate = new();
    private static readonly Stack<nint> Free = new(SlotsInBlock);
    private static int s_blocks;

    internal static nint Rent()
    {
        lock (Gate)
        {
            if (Free.Count == 0) AddBlock();
            return Free.Pop();
        }
    }

    /// <summary>Takes back a slot that its owner has zeroed.</summary>
    internal static void Return(nint slot)
    {
        lock (Gate) Free.Push(slot);
    }

    private static void AddBlock()
    {
        if (s_blocks == BlocksMax)
            throw new InvalidOperationException($"more than {BlocksMax * SlotsInBlock} secrets are in use");
        nint block = SecretMemory.AllocateLocked(SlotBytes * SlotsInBlock);
        s_blocks++;
        for (int index = SlotsInBlock - 1; index >= 0; index--) Free.Push(block + index * SlotBytes);
    }
}
