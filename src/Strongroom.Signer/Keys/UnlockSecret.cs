using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// The secret that opens the keystore: one line from standard input, or a file that only its owner reads.
/// Never an argument, never the environment.
/// </summary>
internal static class UnlockSecret
{
    internal const int BytesMin = 8;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal static bool TryReadFile(
        string path, [NotNullWhen(true)] out SecretBytes? secret, [NotNullWhen(false)] out Refusal? refusal)
    {
        secret = null;
        if (!File.Exists(path) || (File.GetUnixFileMode(path) | OwnerOnly) != OwnerOnly)
        {
            refusal = new Refusal(SignerRefusal.SecretExposed,
                "The unlock file is absent, or readable by others than its owner.", "--unlock-file",
                "mode 0600");
            return false;
        }

        using FileStream file = File.OpenRead(path);
        return TryRead(file, out secret, out refusal);
    }

    /// <summary>Reads to the first line end or the end of the stream.</summary>
    internal static bool TryRead(
        Stream source, [NotNullWhen(true)] out SecretBytes? secret, [NotNullWhen(false)] out Refusal? refusal)
    {
        secret = null;
        refusal = null;
        Span<byte> line = stackalloc byte[Argon2id.PasswordBytesMax];
        try
        {
            int length = ReadLine(source, line);
            if (length < BytesMin)
            {
                refusal =
                    new Refusal(SignerRefusal.SecretExposed, "The unlock secret is too short or too long.",
                    Accepted: $"{BytesMin} to {Argon2id.PasswordBytesMax - 1} bytes on one line");
                return false;
            }

            secret = SecretBytes.CopyOf(line[..length]);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(line);
        }
    }

    /// <summary>The line's length; 0 when it does not end within the buffer.</summary>
    private static int ReadLine(Stream source, Span<byte> line)
    {
        int length = 0;
        while (length < line.Length)
        {
            int read = source.Read(line[length..]);
            int end = line.Slice(length, read).IndexOf((byte)'\n');
            if (end >= 0) return TrimReturn(line[..(length + end)]);
            if (read == 0) return TrimReturn(line[..length]);
            length += read;
        }

        return 0;
    }

    private static int TrimReturn(ReadOnlySpan<byte> line) =>
        line is [.., (byte)'\r'] ? line.Length - 1 : line.Length;
}
