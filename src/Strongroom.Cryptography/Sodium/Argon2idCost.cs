using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Sodium;

/// <summary>
/// The cost of Argon2id with one lane (RFC 9106, p = 1). Written beside what it protects, so read back from
/// files: bounds keep a forged file from taking the machine's memory or a day of work.
/// </summary>
/// <param name="Passes">t, 1 to <see cref="PassesMax"/>.</param>
/// <param name="MemoryKibibytes">m, 8 to <see cref="MemoryKibibytesMax"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Argon2idCost(int Passes, int MemoryKibibytes)
{
    public const int PassesMax = 64;
    public const int MemoryKibibytesMax = 4 * 1024 * 1024;

    /// <summary>For passwords at a login: 3 passes over 64 MiB.</summary>
    public static Argon2idCost Interactive { get; } = new(3, 64 * 1024);

    /// <summary>For sealed seeds, opened at a start: 4 passes over 1 GiB (libsodium's "sensitive").</summary>
    public static Argon2idCost Sensitive { get; } = new(4, 1024 * 1024);

    public bool IsInRange =>
        Passes is >= 1 and <= PassesMax && MemoryKibibytes is >= 8 and <= MemoryKibibytesMax;

    internal nuint MemoryBytes => (nuint)MemoryKibibytes * 1024;
}
