using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Strongroom.Cryptography.Secrets;

/// <summary>
/// A private key in a file: PEM (RFC 7468) of PKCS#8 (RFC 5958) with a fixed prefix and the key's bytes, so
/// that openssl reads it too. Mode 0600 from birth; the bytes pass only through stack and locked memory.
/// </summary>
internal static class KeyFile
{
    internal const int FileBytesMax = 1024;

    private const int DerBytesMax = 128;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static ReadOnlySpan<byte> Label => "PRIVATE KEY"u8;

    /// <summary>False when the file is missing, open to others, or not exactly prefix and key.</summary>
    internal static bool TryRead(
        string path, ReadOnlySpan<byte> prefix, int keyBytes, [NotNullWhen(true)] out SecretBytes? key)
    {
        key = null;
        if (!File.Exists(path)) return false;
        using SafeFileHandle file = File.OpenHandle(path);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("needs modes of files");
        if ((File.GetUnixFileMode(file) | OwnerOnly) != OwnerOnly) return false;
        Span<byte> text = stackalloc byte[FileBytesMax];
        Span<byte> der = stackalloc byte[DerBytesMax];
        try
        {
            int length = RandomAccess.Read(file, text, 0);
            if (length == FileBytesMax || !TryDecodePem(text[..length], der, out int derLength)) return false;
            if (derLength != prefix.Length + keyBytes || !der.StartsWith(prefix)) return false;
            key = SecretBytes.CopyOf(der.Slice(prefix.Length, keyBytes));
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>Makes the file durable before it gets its name; an existing one is an IOException.</summary>
    internal static void Create(string path, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> key)
    {
        Invariant.Holds(prefix.Length + key.Length <= DerBytesMax);
        Span<byte> der = stackalloc byte[prefix.Length + key.Length];
        Span<byte> text = stackalloc byte[FileBytesMax];
        try
        {
            prefix.CopyTo(der);
            key.CopyTo(der[prefix.Length..]);
            int length = EncodePem(der, text);
            OwnerFile.Create(path, text[..length]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static int EncodePem(ReadOnlySpan<byte> der, Span<byte> text)
    {
        Invariant.Holds(PemEncoding.TryWriteUtf8(Label, der, text, out int length));
        text[length] = (byte)'\n';
        return length + 1;
    }

    private static bool TryDecodePem(ReadOnlySpan<byte> text, Span<byte> der, out int length)
    {
        length = 0;
        if (!PemEncoding.TryFindUtf8(text, out PemFields fields)) return false;
        if (!text[fields.Label].SequenceEqual(Label)) return false;
        OperationStatus status = Base64.DecodeFromUtf8(
            text[fields.Base64Data], der, out _, out length);
        return status == OperationStatus.Done;
    }
}
