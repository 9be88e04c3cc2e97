namespace Strongroom.Cryptography;

/// <summary>A claim that always holds did not: stop, keep the evidence, never carry on.</summary>
public sealed class InvariantException : Exception
{
    public InvariantException() { }

    public InvariantException(string message) : base(message) { }

    public InvariantException(string message, Exception innerException) : base(message, innerException) { }
}
