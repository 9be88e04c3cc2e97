using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// A key-encryption key that lives in one token and nowhere else. It seals by AES-256-GCM (NIST SP 800-38D)
/// inside the token, with a random 12-byte nonce and additional data. Thread-safe.
/// </summary>
internal sealed class TokenKek
{
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    private readonly TokenConnection _token;
    private readonly MechanismProfile _profile;

    private TokenKek(TokenConnection token, MechanismProfile profile, byte[] id)
    {
        _token = token;
        _profile = profile;
        Id = id;
    }

    internal byte[] Id { get; }

    internal static TokenKek Generate(TokenConnection token, MechanismProfile profile, string label) =>
        Generate(token, profile, new KeyName(RandomBytes.Create(TokenKeyPair.IdBytes), label));

    internal static TokenKek Generate(TokenConnection token, MechanismProfile profile, KeyName name)
    {
        try
        {
            token.Run(session =>
            {
                ulong key = session.GenerateKey(profile.AesKeyGen, KeyTemplates.Kek(name.Id, name.Label));
                AttributeCheck.Kek(session, key);
                return key;
            });
            return new TokenKek(token, profile, name.Id);
        }
        catch (TokenException problem) when (problem.Fault == TokenFault.Dishonest)
        {
            KeyTemplates.DestroyAll(token, name.Id);
            throw;
        }
    }

    /// <summary>
    /// The key of that id and label. Its attributes are read again, because an administrator of the token
    /// could have replaced it.
    /// </summary>
    internal static bool TryFind(
        TokenConnection token, MechanismProfile profile, KeyName name, [NotNullWhen(true)] out TokenKek? kek)
    {
        bool isThere = token.Run(session =>
        {
            IReadOnlyList<ulong> found = session.Find(KeyTemplates.ByName(Ck.CKO_SECRET_KEY, name));
            if (found.Count != 1) return false;
            AttributeCheck.Kek(session, found[0]);
            return true;
        });
        kek = isThere ? new TokenKek(token, profile, name.Id) : null;
        return isThere;
    }

    /// <summary>Cipher text and tag; opened again at once, so that no seed is sealed for nobody.</summary>
    internal byte[] Seal(SecretBytes plain, byte[] nonce, byte[] context)
    {
        byte[] sealedBytes = _token.Run(session =>
        {
            byte[] output = new byte[plain.Length + TagBytes];
            using SecretLease lease = plain.Open();
            int written = session.EncryptGcm(CallOf(session, nonce, context), lease.Span, output);
            CkReturn.Expect(written == output.Length, nameof(CK_FUNCTION_LIST.C_Encrypt));
            return output;
        });
        using SecretBytes opened = Open(sealedBytes, nonce, context);
        using SecretLease again = opened.Open();
        CkReturn.Expect(plain.FixedTimeEquals(again.Span), nameof(CK_FUNCTION_LIST.C_Decrypt));
        return sealedBytes;
    }

    /// <summary>
    /// The plain text in locked memory. Throws <see cref="TokenFault.CiphertextRefused"/>, or what the token
    /// answers in its place, when nonce, additional data or a byte differs.
    /// </summary>
    internal SecretBytes Open(byte[] sealedBytes, byte[] nonce, byte[] context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(sealedBytes.Length, TagBytes);
        return _token.Run(session =>
        {
            using SecretBytes buffer = SecretBytes.New(sealedBytes.Length, out Span<byte> room);
            int written = session.DecryptGcm(CallOf(session, nonce, context), sealedBytes, room);
            CkReturn.Expect(written == sealedBytes.Length - TagBytes, nameof(CK_FUNCTION_LIST.C_Decrypt));
            return SecretBytes.CopyOf(room[..written]);
        });
    }

    internal void Destroy() => KeyTemplates.DestroyAll(_token, Id);

    private GcmCall CallOf(TokenSession session, byte[] nonce, byte[] context)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, NonceBytes);
        IReadOnlyList<ulong> found = session.Find(KeyTemplates.ById(Ck.CKO_SECRET_KEY, Id));
        if (found.Count != 1)
            throw new TokenException("C_FindObjects", "the key is not in the token", TokenFault.TokenLost);
        return new GcmCall(_profile.AesGcm, found[0], nonce, context);
    }
}

/// <summary>CKA_ID and CKA_LABEL of a key.</summary>
internal sealed record KeyName(byte[] Id, string Label);
