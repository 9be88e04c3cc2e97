using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Secp256k1;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// A key pair that was born in a token and cannot leave it. Every signature is verified with the public key
/// by another library before it is given out. Handles are looked up again when the token lost its sessions.
/// Thread-safe.
/// </summary>
internal sealed class TokenKeyPair
{
    internal const int IdBytes = 16;
    internal const int SignatureBytes = 64;

    private readonly TokenConnection _token;
    private readonly MechanismProfile _profile;
    private readonly TokenPublicKey _publicKey;
    private Handle? _handle;

    private TokenKeyPair(TokenConnection token, MechanismProfile profile, byte[] id, TokenPublicKey publicKey)
    {
        _token = token;
        _profile = profile;
        _publicKey = publicKey;
        Id = id;
    }

    internal byte[] Id { get; }

    internal TokenCurve Curve => _publicKey.Curve;

    /// <summary>0x04 ‖ x ‖ y, or the 32 bytes of RFC 8032.</summary>
    internal ReadOnlySpan<byte> PublicKey => _publicKey.Encoded;

    /// <summary>
    /// A fresh pair; its attributes are read back, and a token that lies about them keeps no key of ours.
    /// </summary>
    internal static TokenKeyPair Generate(
        TokenConnection token, MechanismProfile profile, TokenCurve curve, string label) =>
        Generate(token, profile, curve, new KeyName(RandomBytes.Create(IdBytes), label));

    /// <summary>The same under an id that the caller knows to be free.</summary>
    internal static TokenKeyPair Generate(
        TokenConnection token, MechanismProfile profile, TokenCurve curve, KeyName name)
    {
        TokenException? refused = null;
        foreach (byte[] parameters in EcEncoding.ParamsOf(curve, profile))
        {
            try
            {
                return Generate(token, profile, new NewKeyPair(curve, parameters, name.Id, name.Label));
            }
            catch (TokenException problem) when (IsMatterOfParameters(problem))
            {
                refused = problem;
            }
        }

        throw refused!;
    }

    /// <summary>
    /// The pair of that CKA_ID; false where the token has none of this curve. Its attributes are read again,
    /// because an administrator of the token could have replaced it.
    /// </summary>
    internal static bool TryFind(
        TokenConnection token, MechanismProfile profile, (TokenCurve Curve, byte[] Id) wanted,
        [NotNullWhen(true)] out TokenKeyPair? pair)
    {
        byte[]? encoded = token.Run(session =>
        {
            IReadOnlyList<ulong> found = session.Find(KeyTemplates.ById(Ck.CKO_PUBLIC_KEY, wanted.Id));
            IReadOnlyList<ulong> hidden = session.Find(KeyTemplates.ById(Ck.CKO_PRIVATE_KEY, wanted.Id));
            if (found.Count != 1 || hidden.Count != 1) return null;
            AttributeCheck.PrivateKey(session, hidden[0]);
            return session.ReadAttribute(found[0], Ck.CKA_EC_POINT);
        });
        pair = null;
        if (encoded is null || !TokenPublicKey.TryRead(encoded, wanted.Curve, out TokenPublicKey? key))
            return false;
        pair = new TokenKeyPair(token, profile, wanted.Id, key);
        return true;
    }

    /// <summary>
    /// A 64-byte signature: r ‖ s over a 32-byte digest (low s on secp256k1), or Ed25519 over a message.
    /// </summary>
    internal byte[] Sign(ReadOnlySpan<byte> message) => Sign(message, out _);

    /// <summary>With the recovery id on secp256k1, -1 on other curves.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> message, out int recoveryId)
    {
        byte[] signed = message.ToArray();
        ulong mechanism = Curve == TokenCurve.Ed25519 ? _profile.Eddsa : _profile.Ecdsa;
        byte[] written = _token.Run(session => session.Sign(mechanism, FindPrivateKey(session), signed));
        if (_publicKey.TryRead(written, signed, out byte[]? signature, out recoveryId)) return signature;
        throw new TokenException("C_Sign", "a signature that does not verify", TokenFault.Dishonest);
    }

    /// <summary>The signature as the token writes it, unread; for the conformance kit.</summary>
    internal byte[] SignRaw(byte[] message) => _token.Run(session => session.Sign(
        Curve == TokenCurve.Ed25519 ? _profile.Eddsa : _profile.Ecdsa, FindPrivateKey(session), message));

    internal bool TryReadSignature(
        byte[] written, byte[] message, [NotNullWhen(true)] out byte[]? signature) =>
        _publicKey.TryRead(written, message, out signature, out _);

    internal void Destroy() => KeyTemplates.DestroyAll(_token, Id);

    private static TokenKeyPair Generate(
        TokenConnection token, MechanismProfile profile, NewKeyPair wanted)
    {
        ulong mechanism =
            wanted.Curve == TokenCurve.Ed25519 ? profile.EdwardsKeyPairGen : profile.EcKeyPairGen;
        try
        {
            byte[] encoded = token.Run(session =>
            {
                (ulong publicKey, ulong privateKey) = session.GenerateKeyPair(
                    mechanism, KeyTemplates.PublicKey(wanted), KeyTemplates.PrivateKey(wanted));
                AttributeCheck.PrivateKey(session, privateKey);
                return session.ReadAttribute(publicKey, Ck.CKA_EC_POINT) ?? [];
            });
            if (TokenPublicKey.TryRead(encoded, wanted.Curve, out TokenPublicKey? key))
                return new TokenKeyPair(token, profile, wanted.Id, key);
            throw new TokenException("CKA_EC_POINT", "no point of this curve", TokenFault.Dishonest);
        }
        catch (TokenException problem) when (problem.Fault == TokenFault.Dishonest)
        {
            KeyTemplates.DestroyAll(token, wanted.Id);
            throw;
        }
    }

    private ulong FindPrivateKey(TokenSession session)
    {
        int generation = _token.Recoveries;
        if (Volatile.Read(ref _handle) is { } known && known.Generation == generation) return known.Key;
        IReadOnlyList<ulong> found = session.Find(KeyTemplates.ById(Ck.CKO_PRIVATE_KEY, Id));
        if (found.Count != 1)
            throw new TokenException("C_FindObjects", "the key is not in the token", TokenFault.TokenLost);
        Volatile.Write(ref _handle, new Handle(found[0], generation));
        return found[0];
    }

    // SoftHSM answers an encoding that it does not know with CKR_GENERAL_ERROR.
    private static bool IsMatterOfParameters(TokenException problem) =>
        problem.Fault == TokenFault.Unsupported || problem.Code is "CKR_GENERAL_ERROR";

    private sealed record Handle(ulong Key, int Generation);
}

/// <summary>What a new key pair is to be.</summary>
internal sealed record NewKeyPair(TokenCurve Curve, byte[] Parameters, byte[] Id, string Label);
