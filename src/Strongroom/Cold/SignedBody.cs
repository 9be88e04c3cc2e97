using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cold;

/// <summary>
/// A file that travels to or from a cold Signer: a body, and a journal key's Ed25519 signature over its
/// tagged digest.
/// </summary>
public sealed record SignedBody(CanonicalObject Body, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The most bytes of one such file.</summary>
    public const int BytesMax = 32 << 20;

    public const int SignatureBytes = 64;

    public byte[] ToBytes() => ToObject().ToBytes();

    public CanonicalObject ToObject() => CanonicalObject.Of(
        ("body", Body), ("signature", Base64UrlText.Write(Signature.Span)));

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SignedBody? file,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        file = null;
        if (!CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? whole, out refusal)) return false;
        MemberReader read = new(whole);
        SignedBody signed = new(read.Object("body"), read.Bytes("signature", SignatureBytes));
        if (!read.TryEnd(out refusal)) return false;
        file = signed;
        return true;
    }

    /// <summary>Whether the key of that vkey signed the digest of the body.</summary>
    internal bool IsBy(NoteKey key, Digest digest) =>
        Signature.Length == SignatureBytes && Ed25519.Verify(key.PublicKey, digest.ToBytes(), Signature.Span);
}
