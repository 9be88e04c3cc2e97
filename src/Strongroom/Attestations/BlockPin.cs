using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Attestations;

/// <summary>The block at which a fact was read off a chain.</summary>
public sealed record BlockPin(long Number, Hash32 Hash)
{
    public CanonicalObject ToCanonical() => CanonicalObject.Of(("hash", Hash.ToString()), ("number", Number));

    internal static BlockPin Read(ref MemberReader read) => new(
        read.Integer("number", 0, CanonicalJson.IntegerMax),
        read.Parse<Hash32>("hash", FactValue.TryParseHash));
}
