using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;

namespace Strongroom.Roster;

/// <summary>
/// What an authenticator says: "authenticator data", WebAuthn Level 3 section 6.1. rpIdHash (32), flags (1),
/// signature counter (4, big-endian); with flag AT the attested credential (aaguid 16, length 2, credential
/// id,
/// COSE_Key); with flag ED a CBOR map of extensions. Nothing may be left over. BS without BE is refused.
/// </summary>
public sealed class AuthenticatorClaims
{
    public const int BytesMax = 4096;

    private const int HeadBytes = 37;
    private const int AttestedHeadBytes = 18;
    private const int FlagsOffset = 32;
    private const int CounterOffset = 33;
    private const int AaguidBytes = 16;

    private readonly ReadOnlyMemory<byte> _bytes;

    private AuthenticatorClaims(
        ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> credentialId, ReadOnlyMemory<byte> publicKey)
    {
        _bytes = bytes;
        CredentialId = credentialId;
        PublicKey = publicKey;
    }

    [Flags]
    private enum Bits : byte
    {
        None = 0,
        UserPresent = 0x01,
        UserVerified = 0x04,
        BackupEligible = 0x08,
        BackedUp = 0x10,
        AttestedCredential = 0x40,
        Extensions = 0x80,
    }

    public ReadOnlySpan<byte> RpIdHash => _bytes.Span[..FlagsOffset];

    public bool IsUserPresent => FlagsOf(_bytes.Span).HasFlag(Bits.UserPresent);

    public bool IsUserVerified => FlagsOf(_bytes.Span).HasFlag(Bits.UserVerified);

    public uint SignatureCounter => BinaryPrimitives.ReadUInt32BigEndian(_bytes.Span[CounterOffset..]);

    /// <summary>Whether a new credential is attested: at registrations.</summary>
    public bool HasCredential => !CredentialId.IsEmpty;

    public ReadOnlyMemory<byte> CredentialId { get; }

    /// <summary>The COSE_Key's bytes, cut out but not judged.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out AuthenticatorClaims? claims,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        claims = null;
        refusal = WebAuthnRefusals.MalformedAuthenticatorBytes();
        if (bytes.Length is < HeadBytes or > BytesMax) return false;
        Bits flags = FlagsOf(bytes.Span);
        if (flags.HasFlag(Bits.BackedUp) && !flags.HasFlag(Bits.BackupEligible)) return false;
        ReadOnlyMemory<byte> rest = bytes[HeadBytes..];
        ReadOnlyMemory<byte> credentialId = default;
        ReadOnlyMemory<byte> publicKey = default;
        if (flags.HasFlag(Bits.AttestedCredential) && !TryCutCredential(ref rest, out credentialId, out publicKey))
            return false;
        if (flags.HasFlag(Bits.Extensions) && !TryCutMap(ref rest, out _)) return false;
        if (!rest.IsEmpty) return false;
        claims = new AuthenticatorClaims(bytes, credentialId, publicKey);
        refusal = null;
        return true;
    }

    private static Bits FlagsOf(ReadOnlySpan<byte> bytes) => (Bits)bytes[FlagsOffset];

    private static bool TryCutCredential(
        ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> credentialId, out ReadOnlyMemory<byte> publicKey)
    {
        credentialId = default;
        publicKey = default;
        if (rest.Length < AttestedHeadBytes) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest.Span[AaguidBytes..]);
        if (length is 0 or > PersonKey.CredentialIdBytesMax) return false;
        rest = rest[AttestedHeadBytes..];
        if (rest.Length < length) return false;
        credentialId = rest[..length];
        rest = rest[length..];
        return TryCutMap(ref rest, out publicKey);
    }

    private static bool TryCutMap(ref ReadOnlyMemory<byte> rest, out ReadOnlyMemory<byte> map)
    {
        map = default;
        try
        {
            CborReader reader = new(rest, CborConformanceMode.Ctap2Canonical, allowMultipleRootLevelValues: true);
            if (reader.PeekState() != CborReaderState.StartMap) return false;
            reader.SkipValue();
            int length = rest.Length - reader.BytesRemaining;
            map = rest[..length];
            rest = rest[length..];
            return true;
        }
        catch (Exception problem) when (problem is CborContentException or InvalidOperationException)
        {
            return false; // the CBOR reader's way to say that the wire bytes are malformed
        }
    }
}
