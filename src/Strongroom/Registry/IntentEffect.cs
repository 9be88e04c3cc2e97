using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What cannot be read out of the intent itself when it takes effect: the derived addresses of a wallet
/// opening, the root of a key registration. Empty for every other kind.
/// </summary>
public sealed record IntentEffect(IReadOnlyList<DerivedAddress> Addresses)
{
    public static IntentEffect Empty { get; } = new([]);

    public KeyEffect? Key { get; init; }

    public CanonicalObject ToObject()
    {
        if (Key is not null)
            return CanonicalObject.Of(("ceremony", Key.Ceremony.ToString()), ("root", Key.Root.ToObject()));
        return Addresses.Count == 0
            ? CanonicalObject.Empty
            : CanonicalObject.Of(
                ("addresses", CanonicalArray.OfObjects(Addresses.Select(address => address.ToObject()))));
    }
}
