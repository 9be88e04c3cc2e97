using Strongroom.Audit;
using Strongroom.Cryptography.Storage;

namespace Strongroom.Signer.Audit;

/// <summary>
/// The largest signed checkpoint that may have left this machine, durable before it does: what decides at the
/// next start whether a torn tail may be dropped.
/// </summary>
internal sealed class ReleasedHead(string folder, NoteKey log)
{
    private readonly string path = Path.Combine(folder, "released");

    internal void Record(SignedCheckpoint head) => DurableFile.Replace(path, head.ToBytes());

    /// <summary>Null with no refusal when nothing was released yet.</summary>
    internal Refusal? Load(out Checkpoint? released)
    {
        released = null;
        if (!File.Exists(path)) return null;
        byte[] bytes = File.ReadAllBytes(path);
        if (!SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out Refusal? refusal))
            return refusal;
        if (new LogTrust(log, [], 0).Check(head, out _) is { } untrusted) return untrusted;
        released = head.Checkpoint;
        return null;
    }
}
