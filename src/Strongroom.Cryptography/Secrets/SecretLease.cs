namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// A short look at a secret, for code that also needs other spans:
/// <c>using SecretLease key = secret.Open();</c>.
/// A ref struct: it cannot be stored, boxed or carried across an await.
/// </summary>
internal readonly ref struct SecretLease : IDisposable
{
    private readonly SecretMemory _memory;

    internal SecretLease(SecretMemory memory)
    {
        bool isHeld = false;
        memory.DangerousAddRef(ref isHeld); // throws ObjectDisposedException after Dispose
        _memory = memory;
        Span = memory.Bytes;
    }

    internal ReadOnlySpan<byte> Span { get; }

    public void Dispose() => _memory.DangerousRelease();
}
