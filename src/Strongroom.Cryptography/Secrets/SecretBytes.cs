using System.Security.Cryptography;

namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// Bytes that must not leak: in locked memory outside the managed heap (never moved, copied, swapped or
/// dumped), zeroed at Dispose. It prints nothing, compares only in constant time and knows no serialiser.
/// </summary>
/// <remarks>
/// Pages are not set to no-access between uses: slots share pages, so each use would need a count over all
/// threads and two mprotect calls (1.5 µs measured, 6 % of a derivation), and code that runs inside this
/// process could open them again.
/// </remarks>
internal sealed class SecretBytes : IDisposable
{
    internal const int LengthMax = 65_536;

    private readonly SecretMemory _memory;

    private SecretBytes(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LengthMax);
        _memory = SecretMemory.Rent(length);
        Length = length;
    }

    internal int Length { get; }

    /// <summary>
    /// New zeroed bytes; <paramref name="content"/> is for filling them here and now, never for keeping.
    /// </summary>
    internal static SecretBytes New(int length, out Span<byte> content)
    {
        SecretBytes secret = new(length);
        content = secret._memory.Bytes;
        content.Clear();
        return secret;
    }

    internal static SecretBytes CopyOf(ReadOnlySpan<byte> source)
    {
        SecretBytes secret = New(source.Length, out Span<byte> content);
        source.CopyTo(content);
        return secret;
    }

    internal static SecretBytes Random(int length)
    {
        SecretBytes secret = New(length, out Span<byte> content);
        RandomBytes.Fill(content);
        return secret;
    }

    internal SecretLease Open() => new(_memory);

    internal void Use(SecretAction action)
    {
        using SecretLease lease = Open();
        action(lease.Span);
    }

    internal TResult Use<TResult>(SecretFunction<TResult> function)
    {
        using SecretLease lease = Open();
        return function(lease.Span);
    }

    /// <summary>Compares in time that depends on the lengths only.</summary>
    internal bool FixedTimeEquals(ReadOnlySpan<byte> other)
    {
        using SecretLease lease = Open();
        return CryptographicOperations.FixedTimeEquals(lease.Span, other);
    }

    public void Dispose() => _memory.Dispose();
}

internal delegate void SecretAction(ReadOnlySpan<byte> secret);

internal delegate TResult SecretFunction<TResult>(ReadOnlySpan<byte> secret);
