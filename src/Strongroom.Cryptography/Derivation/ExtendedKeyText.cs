using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Strongroom.Cryptography.Encodings;

namespace Strongroom.Cryptography.Derivation;

/// <summary>
/// The 78 bytes of a serialised extended key (BIP-32, "Serialization format"): version 4, depth 1, parent
/// fingerprint 4, child number 4, chain code 32, key 33; then Base58Check.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct ExtendedKeyText
{
    internal const int Bytes = 78;
    internal const int CharactersMax = 112;

    internal required uint Version { get; init; }

    internal required byte Depth { get; init; }

    internal required uint ParentFingerprint { get; init; }

    internal required uint ChildNumber { get; init; }

    internal required ReadOnlySpan<byte> ChainCode { get; init; }

    /// <summary>A compressed public key, or a zero byte and the private key.</summary>
    internal required ReadOnlySpan<byte> Key { get; init; }

    /// <summary>Returns the number of characters written.</summary>
    internal int Write(Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        try
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, Version);
            bytes[4] = Depth;
            BinaryPrimitives.WriteUInt32BigEndian(bytes[5..], ParentFingerprint);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[9..], ChildNumber);
            ChainCode.CopyTo(bytes[13..45]);
            Key.CopyTo(bytes[45..]);
            return Base58Check.Encode(bytes, text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>
    /// Decodes into <paramref name="bytes"/> (78) and looks at it as fields; checks all but the key.
    /// </summary>
    internal static bool TryRead(
        ReadOnlySpan<char> text, uint version, Span<byte> bytes, out ExtendedKeyText fields)
    {
        fields = default;
        if (text.Length > CharactersMax) return false;
        if (!Base58Check.TryDecode(text, bytes, out int length) || length != Bytes) return false;
        fields = new ExtendedKeyText
        {
            Version = BinaryPrimitives.ReadUInt32BigEndian(bytes),
            Depth = bytes[4],
            ParentFingerprint = BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]),
            ChildNumber = BinaryPrimitives.ReadUInt32BigEndian(bytes[9..]),
            ChainCode = bytes[13..45],
            Key = bytes[45..Bytes],
        };
        bool isRootConsistent = fields.Depth != 0 || fields is { ParentFingerprint: 0, ChildNumber: 0 };
        return fields.Version == version && isRootConsistent;
    }
}
