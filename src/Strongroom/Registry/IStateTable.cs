using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Registry;

/// <summary>
/// The large part of the state (docs/formats/snapshot.md): one ordered map from key to bytes, read here. Two
/// implementations run: <see cref="OverlayTable"/> for what changed since the start, and the Signer's paged
/// snapshot reader below it, so that a start reads no more than it needs.
/// </summary>
public interface IStateTable
{
    /// <summary>The value under this key, if there is one.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out byte[]? value);

    /// <summary>Every record, in the ordinal order of the keys (which are ASCII).</summary>
    public IEnumerable<KeyValuePair<string, byte[]>> InOrder();
}
