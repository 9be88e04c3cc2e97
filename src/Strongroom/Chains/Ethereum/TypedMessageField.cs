namespace Strongroom.Chains.Ethereum;

/// <summary>One member of an EIP-712 struct type, as written.</summary>
internal sealed record TypedMessageField(string Name, string Type)
{
    /// <summary>The type without its array suffixes.</summary>
    internal string BaseType =>
        Type.IndexOf('[', StringComparison.Ordinal) is var at and >= 0 ? Type[..at] : Type;
}
