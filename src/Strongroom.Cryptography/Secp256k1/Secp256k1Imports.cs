using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Secp256k1;

/// <summary>
/// libsecp256k1's functions under their C names (secp256k1.h and its recovery, extrakeys, schnorrsig and ecdh
/// modules, 0.2.0 to 0.6.0). Opaque structures travel as spans of their documented size: public keys and
/// signatures 64 bytes, recoverable signatures 65, key pairs 96. The library aborts the process on a null
/// pointer, so callers check every length first.
/// </summary>
internal static partial class Secp256k1Imports
{
    internal const uint SECP256K1_CONTEXT_SIGN_VERIFY = 0x301;
    internal const uint SECP256K1_EC_COMPRESSED = 0x102;
    internal const uint SECP256K1_EC_UNCOMPRESSED = 2;

    private const string Library = NativeLibraries.Secp256k1;

    static Secp256k1Imports() => NativeLibraries.Register();

    [LibraryImport(Library)]
    internal static partial void secp256k1_selftest();

    [LibraryImport(Library)]
    internal static partial nint secp256k1_context_create(uint flags);

    [LibraryImport(Library)]
    internal static partial int secp256k1_context_randomize(nint context, ReadOnlySpan<byte> seed32);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ec_pubkey_parse(
        nint context, Span<byte> publicKey, ReadOnlySpan<byte> input, nuint inputLength);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ec_pubkey_serialize(
        nint context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> publicKey, uint flags);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ec_pubkey_create(
        nint context, Span<byte> publicKey, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ec_pubkey_negate(nint context, Span<byte> publicKey);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ec_pubkey_tweak_add(
        nint context, Span<byte> publicKey, ReadOnlySpan<byte> tweak32);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ec_pubkey_tweak_mul(
        nint context, Span<byte> publicKey, ReadOnlySpan<byte> tweak32);

    [LibraryImport(Library)]
    internal static unsafe partial int secp256k1_ec_pubkey_combine(
        nint context, Span<byte> publicKey, byte** publicKeys, nuint count);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ec_seckey_verify(nint context, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ec_seckey_tweak_add(
        nint context, Span<byte> secretKey, ReadOnlySpan<byte> tweak32);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_signature_parse_compact(
        nint context, Span<byte> signature, ReadOnlySpan<byte> input64);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_signature_parse_der(
        nint context, Span<byte> signature, ReadOnlySpan<byte> input, nuint inputLength);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_signature_serialize_compact(
        nint context, Span<byte> output64, ReadOnlySpan<byte> signature);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_signature_serialize_der(
        nint context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> signature);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_signature_normalize(
        nint context, Span<byte> output, ReadOnlySpan<byte> signature);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_verify(
        nint context, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> digest32,
        ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_sign_recoverable(
        nint context, Span<byte> signature65, ReadOnlySpan<byte> digest32, ReadOnlySpan<byte> secretKey,
        nint nonceFunction, nint nonceData);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_recoverable_signature_convert(
        nint context, Span<byte> signature, ReadOnlySpan<byte> signature65);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_recoverable_signature_serialize_compact(
        nint context, Span<byte> output64, out int recoveryId, ReadOnlySpan<byte> signature65);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_recoverable_signature_parse_compact(
        nint context, Span<byte> signature65, ReadOnlySpan<byte> input64, int recoveryId);

    [LibraryImport(Library)]
    internal static partial int secp256k1_ecdsa_recover(
        nint context, Span<byte> publicKey, ReadOnlySpan<byte> signature65, ReadOnlySpan<byte> digest32);

    [LibraryImport(Library)]
    internal static partial int secp256k1_xonly_pubkey_from_pubkey(
        nint context, Span<byte> xOnlyKey, out int parity, ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library)]
    internal static partial int secp256k1_keypair_create(
        nint context, Span<byte> keyPair96, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library)]
    internal static partial int secp256k1_schnorrsig_sign_custom(
        nint context, Span<byte> signature64, ReadOnlySpan<byte> message, nuint messageLength,
        ReadOnlySpan<byte> keyPair96, in SchnorrExtraParameters parameters);

    [LibraryImport(Library)]
    internal static partial int secp256k1_schnorrsig_verify(
        nint context, ReadOnlySpan<byte> signature64, ReadOnlySpan<byte> message, nuint messageLength,
        ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library)]
    internal static unsafe partial int secp256k1_ecdh(
        nint context, Span<byte> output, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> secretKey,
        delegate* unmanaged[Cdecl]<byte*, byte*, byte*, void*, int> hashFunction, void* unused);

    /// <summary>
    /// secp256k1_schnorrsig_extraparams, with its magic number and the auxiliary randomness.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SchnorrExtraParameters
    {
        internal uint Magic;
        internal nint NonceFunction;
        internal nint AuxiliaryRandom32;
    }
}
