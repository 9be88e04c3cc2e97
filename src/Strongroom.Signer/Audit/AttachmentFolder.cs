using System.Security.Cryptography;
using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Storage;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Bodies too large for a leaf, named by their SHA-256 and durable before the leaf that names them:
/// attachments/ab/abcd….
/// </summary>
internal sealed class AttachmentFolder(string folder)
{
    internal const int BytesMax = 4 << 20;

    private const int ShardDigits = 2;

    private readonly Lock gate = new();

    /// <summary>Stores the content and returns its SHA-256; the same content again is no work.</summary>
    internal Refusal? Store(ReadOnlySpan<byte> content, out byte[] digest)
    {
        digest = [];
        if (content.Length > BytesMax)
        {
            return new Refusal(
                AuditRefusal.AttachmentTooLarge, "the attachment is too large",
                Accepted: $"at most {BytesMax} bytes");
        }

        digest = SHA256.HashData(content);
        string path = PathOf(digest);
        lock (gate)
        {
            if (Read(digest) is not null) return null;
            string shard = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(shard);
            DurableFile.SyncFolder(folder);
            DurableFile.Replace(path, content);
        }

        return null;
    }

    /// <summary>The content with that SHA-256, null when it is not there or no longer has it.</summary>
    internal byte[]? Read(ReadOnlySpan<byte> digest)
    {
        Invariant.Holds(digest.Length == SHA256.HashSizeInBytes);
        string path = PathOf(digest);
        if (!File.Exists(path) || new FileInfo(path).Length > BytesMax) return null;
        byte[] content = File.ReadAllBytes(path);
        return SHA256.HashData(content).AsSpan().SequenceEqual(digest) ? content : null;
    }

    private string PathOf(ReadOnlySpan<byte> digest)
    {
        string name = Convert.ToHexStringLower(digest);
        return Path.Combine(folder, name[..ShardDigits], name);
    }
}
