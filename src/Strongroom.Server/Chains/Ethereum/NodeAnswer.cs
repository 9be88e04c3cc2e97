using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Server.Chains.Ethereum;

/// <summary>A value that a node gave, or the refusal to take one.</summary>
internal sealed class NodeAnswer<T>
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private NodeAnswer(T? value, Refusal? refusal)
    {
        _value = value;
        _refusal = refusal;
    }

    internal bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = _value;
        refusal = _refusal;
        return refusal is null;
    }

    internal static NodeAnswer<T> Of(T value) => new(value, null);

    internal static NodeAnswer<T> Refused(Refusal refusal) => new(default, refusal);
}
