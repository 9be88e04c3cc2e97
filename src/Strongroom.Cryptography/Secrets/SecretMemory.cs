using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// One piece of locked memory: a slot of the arena, or for what is larger an allocation of its own. As a
/// SafeHandle it cannot be released while a lease is open, and is zeroed even if nobody disposes it.
/// </summary>
internal sealed class SecretMemory : SafeHandle
{
    private readonly int _length;

    private SecretMemory(nint pointer, int length) : base(0, ownsHandle: true)
    {
        _length = length;
        SetHandle(pointer);
    }

    public override bool IsInvalid => handle == 0;

    private bool IsSlot => _length <= SecretArena.SlotBytes;

    internal static SecretMemory Rent(int length) => length <= SecretArena.SlotBytes
        ? new SecretMemory(SecretArena.Rent(), length)
        : new SecretMemory(AllocateLocked(length), length);

    /// <summary>
    /// Memory between two guard pages, behind a canary, out of core dumps and never swapped.
    /// </summary>
    internal static nint AllocateLocked(int length)
    {
        nint pointer = SodiumImports.sodium_malloc((nuint)length);
        if (pointer == 0) throw new InvalidOperationException("libsodium found no memory for a secret");
        // sodium_malloc ignores a failing mlock; locking again returns its verdict.
        if (SodiumImports.sodium_mlock(pointer, (nuint)length) == 0) return pointer;
        SodiumImports.sodium_free(pointer);
        throw new InvalidOperationException("memory for secrets cannot be locked: raise RLIMIT_MEMLOCK");
    }

    internal unsafe Span<byte> Bytes => new((void*)handle, _length);

    protected override bool ReleaseHandle()
    {
        CryptographicOperations.ZeroMemory(Bytes);
        if (IsSlot) SecretArena.Return(handle);
        else SodiumImports.sodium_free(handle);
        return true;
    }
}
