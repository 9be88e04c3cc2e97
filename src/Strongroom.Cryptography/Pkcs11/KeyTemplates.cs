using System.Text;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>What keys of ours are, in attributes: they never leave, and each has one use.</summary>
internal static class KeyTemplates
{
    internal const int KekBytes = 32;

    internal static AttributeTemplate PublicKey(NewKeyPair wanted) => new AttributeTemplate()
        .Number(Ck.CKA_KEY_TYPE, KeyTypeOf(wanted.Curve))
        .Bytes(Ck.CKA_EC_PARAMS, wanted.Parameters)
        .Bytes(Ck.CKA_ID, wanted.Id)
        .Bytes(Ck.CKA_LABEL, Encoding.UTF8.GetBytes(wanted.Label))
        .Flags(true, Ck.CKA_TOKEN, Ck.CKA_VERIFY)
        .Flags(false, Ck.CKA_PRIVATE);

    internal static AttributeTemplate PrivateKey(NewKeyPair wanted) => new AttributeTemplate()
        .Number(Ck.CKA_KEY_TYPE, KeyTypeOf(wanted.Curve))
        .Bytes(Ck.CKA_ID, wanted.Id)
        .Bytes(Ck.CKA_LABEL, Encoding.UTF8.GetBytes(wanted.Label))
        .Flags(true, Ck.CKA_TOKEN, Ck.CKA_PRIVATE, Ck.CKA_SENSITIVE, Ck.CKA_SIGN)
        .Flags(false, Ck.CKA_EXTRACTABLE, Ck.CKA_DECRYPT, Ck.CKA_UNWRAP, Ck.CKA_DERIVE);

    /// <summary>
    /// A key-encryption key of 256 bits that encrypts and decrypts and never wraps: a key that could do both
    /// would bring every wrapped key into the clear.
    /// </summary>
    internal static AttributeTemplate Kek(byte[] id, string label) => new AttributeTemplate()
        .Number(Ck.CKA_KEY_TYPE, Ck.CKK_AES)
        .Number(Ck.CKA_VALUE_LEN, KekBytes)
        .Bytes(Ck.CKA_ID, id)
        .Bytes(Ck.CKA_LABEL, Encoding.UTF8.GetBytes(label))
        .Flags(true, Ck.CKA_TOKEN, Ck.CKA_PRIVATE, Ck.CKA_SENSITIVE, Ck.CKA_ENCRYPT, Ck.CKA_DECRYPT)
        .Flags(false, Ck.CKA_EXTRACTABLE, Ck.CKA_WRAP, Ck.CKA_UNWRAP, Ck.CKA_SIGN, Ck.CKA_VERIFY)
        .Flags(false, Ck.CKA_DERIVE);

    internal static AttributeTemplate ById(ulong objectClass, byte[] id) => new AttributeTemplate()
        .Number(Ck.CKA_CLASS, objectClass)
        .Bytes(Ck.CKA_ID, id);

    internal static AttributeTemplate ByName(ulong objectClass, KeyName name) =>
        ById(objectClass, name.Id).Bytes(Ck.CKA_LABEL, Encoding.UTF8.GetBytes(name.Label));

    internal static AttributeTemplate ByLabel(string label) =>
        new AttributeTemplate().Bytes(Ck.CKA_LABEL, Encoding.UTF8.GetBytes(label));

    /// <summary>Every object of that id, of any class; returns how many there were.</summary>
    internal static int DestroyAll(TokenConnection token, byte[] id) => token.Run(session =>
    {
        IReadOnlyList<ulong> found = session.Find(new AttributeTemplate().Bytes(Ck.CKA_ID, id));
        foreach (ulong key in found) session.Destroy(key);
        return found.Count;
    });

    /// <summary>The CKA_ID of every private key of that label.</summary>
    internal static IReadOnlyList<byte[]> IdsOf(TokenConnection token, string label) => token.Run(session =>
    {
        AttributeTemplate wanted = ByLabel(label).Number(Ck.CKA_CLASS, Ck.CKO_PRIVATE_KEY);
        List<byte[]> ids = [];
        foreach (ulong key in session.Find(wanted))
        {
            if (session.ReadAttribute(key, Ck.CKA_ID) is { } id) ids.Add(id);
        }

        return ids;
    });

    /// <summary>Every object of that id and label, of any class; returns how many there were.</summary>
    internal static int DestroyAll(TokenConnection token, KeyName name) => token.Run(session =>
    {
        IReadOnlyList<ulong> found = session.Find(ByLabel(name.Label).Bytes(Ck.CKA_ID, name.Id));
        foreach (ulong key in found) session.Destroy(key);
        return found.Count;
    });

    private static ulong KeyTypeOf(TokenCurve curve) =>
        curve == TokenCurve.Ed25519 ? Ck.CKK_EC_EDWARDS : Ck.CKK_EC;
}
