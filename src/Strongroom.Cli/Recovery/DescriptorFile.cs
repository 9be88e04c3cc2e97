using Strongroom.Audit;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>
/// A descriptor file, read line by line: no more than one part is in memory, however many accounts there are.
/// </summary>
internal sealed class DescriptorFile : IDisposable
{
    private readonly Stream file;
    private readonly NoteKey journal;
    private readonly byte[] buffer = new byte[DescriptorPart.BytesMax + 1];
    private int filled;

    private DescriptorFile(Stream file, NoteKey journal)
    {
        this.file = file;
        this.journal = journal;
    }

    /// <summary>The part that was read last.</summary>
    internal DescriptorPart? Last { get; private set; }

    internal static DescriptorFile Open(string path, NoteKey journal) => new(File.OpenRead(path), journal);

    /// <summary>The next part; null at the end, or with the reason why the file counts for nothing.</summary>
    internal DescriptorPart? Next(out Refusal? refusal)
    {
        refusal = null;
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf((byte)'\n')) < 0)
        {
            int count = filled == buffer.Length ? 0 : file.Read(buffer, filled, buffer.Length - filled);
            filled += count;
            if (count > 0) continue;
            if (filled > 0 || Last is null) refusal = RecoveryRefusals.Incomplete();
            return null;
        }

        bool isRead = DescriptorPart.TryParse(
            buffer.AsSpan(0, end), journal, out DescriptorPart? part, out refusal);
        refusal = isRead ? part!.CheckAfter(Last) : refusal;
        if (refusal is not null) return null;
        buffer.AsSpan((end + 1)..filled).CopyTo(buffer);
        filled -= end + 1;
        Last = part;
        return part;
    }

    public void Dispose() => file.Dispose();
}
