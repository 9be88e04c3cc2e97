using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Audit;

/// <summary>
/// The activity log's origin and its key, made on first use; it signs checkpoints and nothing else.
/// </summary>
internal sealed class LogKey : IDisposable
{
    private readonly ServiceSigningKey _key;

    private LogKey(string origin, ServiceSigningKey key)
    {
        _key = key;
        Origin = origin;
        Verifier = NoteKey.Log(origin, key.PublicKey);
    }

    internal string Origin { get; }

    /// <summary>Prints as the C2SP vkey.</summary>
    internal NoteKey Verifier { get; }

    internal static LogKey Open(string path, string origin)
    {
        if (!NoteKey.IsName(origin)) throw new StorageException("the log's origin is not a C2SP key name");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new LogKey(origin, ServiceSigningKey.Create(path));
        }

        return ServiceSigningKey.TryOpen(path, out ServiceSigningKey? key)
            ? new LogKey(origin, key)
            : throw new StorageException("the log key cannot be opened: a PKCS#8 Ed25519 key of mode 0600");
    }

    internal byte[] Sign(Checkpoint checkpoint)
    {
        string text = checkpoint.Text;
        NoteSignature line = Verifier.Line(_key.Sign(Verifier.Message(text, 0)), 0);
        return new SignedNote(text, [line]).ToBytes();
    }

    public void Dispose() => _key.Dispose();
}
