using System.Text;
using Strongroom.Cryptography.Hashing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Cryptography.Age;

/// <summary>
/// One recipient stanza (C2SP age, "Recipient stanza"): arguments, and a body that wraps the file key. Only
/// the X25519 type is wrapped and unwrapped here.
/// </summary>
internal sealed record AgeStanza(IReadOnlyList<string> Arguments, byte[] Body)
{
    internal const string X25519Type = "X25519";
    internal const string ScryptType = "scrypt";
    internal const int FileKeyBytes = 16;

    private const int BodyBytes = FileKeyBytes + ChaCha20Poly1305Ietf.TagBytes;

    private static ReadOnlySpan<byte> Info => "age-encryption.org/v1/X25519"u8;

    internal string Type => Arguments[0];

    /// <summary>For X25519: two arguments, a share of 32 bytes, a body of 32 bytes.</summary>
    internal bool IsWellFormed => Type != X25519Type
        || (Arguments.Count == 2 && Body.Length == BodyBytes
            && AgeBase64.TryDecode(Arguments[1], out byte[]? share) && share.Length == X25519.KeyBytes);

    internal static AgeStanza Wrap(ReadOnlySpan<byte> fileKey, AgeRecipient recipient)
    {
        using SecretBytes ephemeral = SecretBytes.Random(X25519.KeyBytes);
        using SecretBytes secrets = SecretBytes.New(2 * X25519.KeyBytes, out Span<byte> memory);
        Span<byte> shared = memory[..X25519.KeyBytes];
        Span<byte> wrapKey = memory[X25519.KeyBytes..];
        byte[] share = new byte[X25519.KeyBytes];
        using (SecretLease key = ephemeral.Open())
        {
            X25519.WritePublicKey(key.Span, share);
            Invariant.Holds(X25519.TryAgree(key.Span, recipient.PublicKey, shared));
        }

        DeriveWrapKey(shared, share, recipient.PublicKey, wrapKey);
        byte[] body = new byte[BodyBytes];
        Span<byte> nonce = stackalloc byte[ChaCha20Poly1305Ietf.NonceBytes];
        nonce.Clear(); // each wrap key is used once
        ChaCha20Poly1305Ietf.Seal(wrapKey, nonce, fileKey, [], body);
        return new AgeStanza([X25519Type, AgeBase64.Encode(share)], body);
    }

    /// <summary>
    /// The file key; null where it is wrapped for somebody else. A share of low order is a bad header.
    /// </summary>
    internal SecretBytes? Unwrap(AgeIdentity identity, out bool isLowOrder)
    {
        Invariant.Holds(Type == X25519Type && IsWellFormed);
        Invariant.Holds(AgeBase64.TryDecode(Arguments[1], out byte[]? share));
        using SecretBytes secrets = SecretBytes.New(2 * X25519.KeyBytes, out Span<byte> memory);
        Span<byte> shared = memory[..X25519.KeyBytes];
        Span<byte> wrapKey = memory[X25519.KeyBytes..];
        isLowOrder = !identity.TryAgree(share, shared);
        if (isLowOrder) return null;
        DeriveWrapKey(shared, share, identity.Recipient.PublicKey, wrapKey);
        SecretBytes fileKey = SecretBytes.New(FileKeyBytes, out Span<byte> content);
        Span<byte> nonce = stackalloc byte[ChaCha20Poly1305Ietf.NonceBytes];
        nonce.Clear();
        if (ChaCha20Poly1305Ietf.TryOpen(wrapKey, nonce, Body, [], content)) return fileKey;
        fileKey.Dispose();
        return null;
    }

    internal void WriteTo(StringBuilder header)
    {
        header.Append("-> ").AppendJoin(' ', Arguments).Append('\n');
        string body = AgeBase64.Encode(Body);
        Invariant.Holds(body.Length < AgeHeader.LineCharacters);
        header.Append(body).Append('\n');
    }

    private static void DeriveWrapKey(
        ReadOnlySpan<byte> shared, ReadOnlySpan<byte> share, ReadOnlySpan<byte> recipient, Span<byte> wrapKey)
    {
        Span<byte> salt = stackalloc byte[2 * X25519.KeyBytes];
        share.CopyTo(salt);
        recipient.CopyTo(salt[X25519.KeyBytes..]);
        Hkdf.DeriveSha256(shared, salt, Info, wrapKey);
    }
}
