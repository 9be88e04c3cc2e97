namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// What the token says of a key that it just made, against what was asked: a token that ignores a template
/// without a word would otherwise hold keys that can leave.
/// </summary>
internal static class AttributeCheck
{
    internal static void PrivateKey(TokenSession session, ulong key)
    {
        Born(session, key);
        Expect(session, key, Ck.CKA_SIGN, true);
        Expect(session, key, Ck.CKA_DECRYPT, false);
        Expect(session, key, Ck.CKA_UNWRAP, false);
        Expect(session, key, Ck.CKA_DERIVE, false);
    }

    internal static void Kek(TokenSession session, ulong key)
    {
        Born(session, key);
        Expect(session, key, Ck.CKA_ENCRYPT, true);
        Expect(session, key, Ck.CKA_DECRYPT, true);
        Expect(session, key, Ck.CKA_WRAP, false);
        Expect(session, key, Ck.CKA_UNWRAP, false);
        Expect(session, key, Ck.CKA_SIGN, false);
        Expect(session, key, Ck.CKA_DERIVE, false);
        if (session.ReadAttribute(key, Ck.CKA_VALUE) is not null)
            throw Lie(nameof(Ck.CKA_VALUE));
    }

    /// <summary>A seed that a token has just drawn, and that goes when the root is there.</summary>
    internal static void Seed(TokenSession session, ulong key)
    {
        Expect(session, key, Ck.CKA_LOCAL, true);
        Expect(session, key, Ck.CKA_ALWAYS_SENSITIVE, true);
        Expect(session, key, Ck.CKA_NEVER_EXTRACTABLE, true);
        Secluded(session, key);
    }

    /// <summary>The root: derives and does nothing else.</summary>
    internal static void Root(TokenSession session, ulong key)
    {
        Expect(session, key, Ck.CKA_TOKEN, true);
        Expect(session, key, Ck.CKA_DERIVE, true);
        Expect(session, key, Ck.CKA_SIGN, false);
        Secluded(session, key);
    }

    /// <summary>A key below it: signs, and is gone with its session.</summary>
    internal static void Child(TokenSession session, ulong key)
    {
        Expect(session, key, Ck.CKA_TOKEN, false);
        Expect(session, key, Ck.CKA_DERIVE, false);
        Expect(session, key, Ck.CKA_SIGN, true);
        Secluded(session, key);
    }

    private static void Secluded(TokenSession session, ulong key)
    {
        Expect(session, key, Ck.CKA_PRIVATE, true);
        Expect(session, key, Ck.CKA_SENSITIVE, true);
        Expect(session, key, Ck.CKA_EXTRACTABLE, false);
        if (session.ReadAttribute(key, Ck.CKA_VALUE) is not null) throw Lie(nameof(Ck.CKA_VALUE));
    }

    /// <summary>In the token, private, made there, and never able to leave.</summary>
    private static void Born(TokenSession session, ulong key)
    {
        Expect(session, key, Ck.CKA_TOKEN, true);
        Expect(session, key, Ck.CKA_PRIVATE, true);
        Expect(session, key, Ck.CKA_LOCAL, true);
        Expect(session, key, Ck.CKA_SENSITIVE, true);
        Expect(session, key, Ck.CKA_ALWAYS_SENSITIVE, true);
        Expect(session, key, Ck.CKA_EXTRACTABLE, false);
        Expect(session, key, Ck.CKA_NEVER_EXTRACTABLE, true);
    }

    /// <summary>A use that the token does not know at all counts as forbidden.</summary>
    private static void Expect(TokenSession session, ulong key, ulong attribute, bool wanted)
    {
        bool isSet = session.ReadAttribute(key, attribute) is [not 0];
        if (isSet != wanted) throw Lie($"attribute 0x{attribute:x3} is {isSet}");
    }

    private static TokenException Lie(string words) =>
        new("C_GetAttributeValue", words, TokenFault.Dishonest);
}
