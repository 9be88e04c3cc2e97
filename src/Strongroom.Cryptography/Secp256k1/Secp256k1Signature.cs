namespace Strongroom.Cryptography.Secp256k1;

/// <summary>
/// ECDSA signatures on secp256k1 as bytes: 64-byte compact (r ‖ s) and DER (SEC 1 section C.5).
/// </summary>
public static class Secp256k1Signature
{
    public const int CompactBytes = 64;
    public const int DerBytesMax = 72;

    internal const int OpaqueBytes = 64;

    /// <summary>Strict DER (BIP-66) to compact; false for everything else. High s passes unchanged.</summary>
    public static bool TryParseDer(ReadOnlySpan<byte> der, Span<byte> compact)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(compact.Length, CompactBytes);
        if (der.IsEmpty || der.Length > DerBytesMax) return false;
        Span<byte> signature = stackalloc byte[OpaqueBytes];
        return Secp256k1Imports.secp256k1_ecdsa_signature_parse_der(
                Secp256k1Context.Shared, signature, der, (nuint)der.Length) == 1
            && Secp256k1Imports.secp256k1_ecdsa_signature_serialize_compact(
                Secp256k1Context.Shared, compact, signature) == 1;
    }

    /// <summary>Compact to DER; returns the number of bytes written (8 to 72).</summary>
    public static int WriteDer(ReadOnlySpan<byte> compact, Span<byte> der)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(compact.Length, CompactBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(der.Length, DerBytesMax);
        Span<byte> signature = stackalloc byte[OpaqueBytes];
        Invariant.Holds(TryParse(compact, signature));
        nuint length = (nuint)der.Length;
        Invariant.Holds(Secp256k1Imports.secp256k1_ecdsa_signature_serialize_der(
            Secp256k1Context.Shared, der, ref length, signature) == 1);
        return (int)length;
    }

    /// <summary>True when s is at most half the group order (BIP-146, EIP-2).</summary>
    public static bool IsLowS(ReadOnlySpan<byte> compact)
    {
        Span<byte> signature = stackalloc byte[OpaqueBytes];
        return compact.Length == CompactBytes && TryParse(compact, signature)
            && Secp256k1Imports.secp256k1_ecdsa_signature_normalize(
                Secp256k1Context.Shared, signature, signature) == 0;
    }

    /// <summary>The same signature with the lower of its two values of s.</summary>
    internal static void WriteLowS(ReadOnlySpan<byte> compact, Span<byte> lower)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lower.Length, CompactBytes);
        Span<byte> signature = stackalloc byte[OpaqueBytes];
        Invariant.Holds(TryParse(compact, signature));
        _ = Secp256k1Imports.secp256k1_ecdsa_signature_normalize(
            Secp256k1Context.Shared, signature, signature);
        Invariant.Holds(Secp256k1Imports.secp256k1_ecdsa_signature_serialize_compact(
            Secp256k1Context.Shared, lower, signature) == 1);
    }

    /// <summary>False when r or s is not below the group order.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> compact, Span<byte> signature) =>
        compact.Length == CompactBytes && Secp256k1Imports.secp256k1_ecdsa_signature_parse_compact(
            Secp256k1Context.Shared, signature, compact) == 1;
}
