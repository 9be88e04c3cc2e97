using System.Diagnostics.CodeAnalysis;
using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// A share's words in an age file for one custodian: one line of ASCII, so that age itself reads it too.
/// </summary>
internal static class ShareFile
{
    private const int FileBytesMax = 16_384;

    internal static byte[] Encrypt(SecretShare share, AgeRecipient custodian)
    {
        using SecretBytes words = SharePhrase.ToWords(share);
        using SecretBytes text = SecretBytes.New(words.Length + 1, out Span<byte> line);
        using (SecretLease lease = words.Open()) lease.Span.CopyTo(line);
        line[^1] = (byte)'\n';
        using SecretLease content = text.Open();
        return AgeFile.Encrypt(content.Span, custodian);
    }

    internal static bool TryOpen(
        string path, string keyPath,
        [NotNullWhen(true)] out SecretBytes? words, [NotNullWhen(false)] out Refusal? refusal)
    {
        words = null;
        refusal = ShareRefusals.KeyFile();
        if (!AgeIdentity.TryOpen(keyPath, out AgeIdentity? identity)) return false;
        using AgeIdentity key = identity;
        byte[] file = Answer.ReadBytes(path, FileBytesMax);
        using SecretBytes plain = SecretBytes.New(FileBytesMax, out Span<byte> content);
        AgeOutcome outcome = AgeFile.Decrypt(file, key, content, out int length);
        refusal = outcome == AgeOutcome.Opened && length > 1 ? null : ShareRefusals.Of(outcome);
        if (refusal is not null) return false;
        words = SecretBytes.CopyOf(content[..length].TrimEnd((byte)'\n'));
        return true;
    }
}
