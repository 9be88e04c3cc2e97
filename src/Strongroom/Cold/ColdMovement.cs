using Strongroom.Intents;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>
/// A movement of a request: the leaf that registered it, and the leaf that bound its nonce and unsigned
/// bytes.
/// </summary>
public sealed record ColdMovement(ProvedLeaf Registered, ProvedLeaf Bound)
{
    public CanonicalObject ToObject() => CanonicalObject.Of(
        ("bound", Bound.ToObject()), ("registered", Registered.ToObject()));

    internal static ColdMovement[] ReadAll(ref MemberReader read, string name)
    {
        CanonicalObject[] objects = read.Objects(name, 0, ColdSigner.WaitingMax);
        ColdMovement[] movements = new ColdMovement[objects.Length];
        for (int i = 0; i < objects.Length; i++)
        {
            MemberReader one = new(objects[i], read.PathOf(name));
            movements[i] = new ColdMovement(
                ProvedLeaf.Read(ref one, "registered")!, ProvedLeaf.Read(ref one, "bound")!);
            one.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
        }

        return movements;
    }
}
