using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// One leaf of a Signer's journal (docs/formats/leaf.md): canonical JSON of at most 65,535 bytes. The
/// hierarchy is closed: every action of the format is one type of this room.
/// </summary>
public abstract record Leaf
{
    public const string Schema = "strongroom/leaf/v1";
    public const int BytesMax = 65_535;

    /// <summary>The actor of what the Signer does by itself.</summary>
    public const string SignerActor = "signer";

    private protected Leaf(LeafStamp stamp) => Stamp = stamp;

    public LeafStamp Stamp { get; }

    public abstract string Action { get; }

    /// <summary>The person who caused it, or null for the Signer.</summary>
    public virtual PersonId? Person => null;

    /// <summary>
    /// The canonical bytes; a leaf that is too large is a bug of the decision that built it.
    /// </summary>
    public byte[] ToBytes()
    {
        byte[] bytes = ToObject().ToBytes();
        Invariant.Holds(bytes.Length <= BytesMax);
        return bytes;
    }

    /// <summary>Reads any leaf of the format.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out Leaf? leaf,
        [NotNullWhen(false)] out Refusal? refusal) =>
        LeafReader.TryRead(bytes, out leaf, out refusal);

    internal CanonicalObject ToObject() => CanonicalObject.Of(
    [
        ("schema", Schema),
        ("id", Stamp.Id.ToString()),
        ("time", Stamp.Time.ToString()),
        ("actor", Person?.ToString() ?? SignerActor),
        ("action", Action),
        ("build", Stamp.Build.ToString()),
        .. Members(),
    ]);

    private protected abstract (string Name, CanonicalValue Value)[] Members();
}
