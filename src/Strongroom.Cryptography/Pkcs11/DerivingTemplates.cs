using System.Text;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>Keys that a token derives, in attributes; the curve is named where it is not BIP-32's.</summary>
internal static class DerivingTemplates
{
    internal const int SeedBytes = 64;

    /// <summary>Of this session only: it is destroyed as soon as the master key is there.</summary>
    internal static AttributeTemplate Seed() => new AttributeTemplate()
        .Number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY)
        .Number(Ck.CKA_KEY_TYPE, Ck.CKK_GENERIC_SECRET)
        .Flags(true, Ck.CKA_PRIVATE, Ck.CKA_SENSITIVE, Ck.CKA_DERIVE)
        .Flags(false, Ck.CKA_TOKEN, Ck.CKA_EXTRACTABLE, Ck.CKA_SIGN, Ck.CKA_ENCRYPT, Ck.CKA_WRAP);

    internal static AttributeTemplate Root(KeyName name, Bip32Numbers numbers) =>
        Named(Ck.CKO_PRIVATE_KEY, name, numbers)
            .Flags(true, Ck.CKA_TOKEN, Ck.CKA_PRIVATE, Ck.CKA_SENSITIVE, Ck.CKA_DERIVE)
            .Flags(false, Ck.CKA_EXTRACTABLE, Ck.CKA_SIGN);

    /// <summary>Private too: with its chain code it shows every child that is not hardened.</summary>
    internal static AttributeTemplate RootPublic(KeyName name, Bip32Numbers numbers) =>
        Named(Ck.CKO_PUBLIC_KEY, name, numbers).Flags(true, Ck.CKA_TOKEN, Ck.CKA_PRIVATE);

    internal static AttributeTemplate Child(Bip32Numbers numbers) => new AttributeTemplate()
        .Number(Ck.CKA_CLASS, Ck.CKO_PRIVATE_KEY)
        .Number(Ck.CKA_KEY_TYPE, numbers.KeyType)
        .Flags(true, Ck.CKA_PRIVATE, Ck.CKA_SENSITIVE, Ck.CKA_SIGN)
        .Flags(false, Ck.CKA_TOKEN, Ck.CKA_EXTRACTABLE, Ck.CKA_DERIVE);

    internal static AttributeTemplate ChildPublic(Bip32Numbers numbers) => new AttributeTemplate()
        .Number(Ck.CKA_CLASS, Ck.CKO_PUBLIC_KEY)
        .Number(Ck.CKA_KEY_TYPE, numbers.KeyType)
        .Flags(true, Ck.CKA_PRIVATE)
        .Flags(false, Ck.CKA_TOKEN);

    private static AttributeTemplate Named(ulong objectClass, KeyName name, Bip32Numbers numbers) =>
        KeyTemplates.ById(objectClass, name.Id)
            .Bytes(Ck.CKA_LABEL, Encoding.UTF8.GetBytes(name.Label))
            .Number(Ck.CKA_KEY_TYPE, numbers.KeyType);
}
