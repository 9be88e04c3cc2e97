using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// A keystore that a Signer opened at its start: the name of its root, its protection level, and the tokens
/// that hold a key for its seed (none where the seed is sealed in software).
/// </summary>
public sealed record KeystoreFact(Digest Root, ProtectionLevel Level, IReadOnlyList<TokenFact> Tokens)
{
    /// <summary>The most keystores of one Signer.</summary>
    public const int KeystoresMax = 64;

    internal CanonicalObject ToObject() => CanonicalObject.Of(
        ("level", Level.ToText()),
        ("root", Root.ToString()),
        ("tokens", Tokens.Count == 0
            ? default
            : (CanonicalValue)CanonicalArray.OfObjects(Tokens.Select(token => token.ToObject()))));

    /// <summary>The member that <see cref="ReadAll"/> reads; absent where there are none.</summary>
    internal static CanonicalValue Write(IReadOnlyList<KeystoreFact> keystores) => keystores.Count == 0
        ? default
        : (CanonicalValue)CanonicalArray.OfObjects(keystores.Select(keystore => keystore.ToObject()));

    internal static KeystoreFact[] ReadAll(ref MemberReader read, string name)
    {
        CanonicalObject[] objects = read.Objects(name, 1, KeystoresMax);
        KeystoreFact[] facts = new KeystoreFact[objects.Length];
        for (int i = 0; i < facts.Length; i++)
        {
            MemberReader one = new(objects[i], read.PathOf(name));
            facts[i] = new KeystoreFact(
                one.Digest("root"),
                one.Parse<ProtectionLevel>("level", ProtectionLevels.TryParse),
                TokenFact.ReadAll(ref one, "tokens"));
            if (!one.TryEnd(out Refusal? refusal)) read.Keep(refusal);
        }

        return facts;
    }
}
