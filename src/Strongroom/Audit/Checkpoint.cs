// C2SP tlog-checkpoint: origin, size, root hash, then optional non-empty extension lines; each line ends in
// \n.
using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Audit;

/// <summary>What a log says about itself: its origin, its size and the root over its leaves.</summary>
public sealed record Checkpoint(string Origin, ulong Size, TreeHash Root)
{
    /// <summary>
    /// Opaque lines after the root: kept, because they are signed; none are ever written here.
    /// </summary>
    public IReadOnlyList<string> Extensions { get; private init; } = [];

    /// <summary>The text that log and witnesses sign.</summary>
    public string Text =>
        $"{Origin}\n{StrictDecimal.Print(Size)}\n{Root}\n"
        + string.Concat(Extensions.Select(line => line + "\n"));

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Checkpoint? checkpoint,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        checkpoint = null;
        refusal = new Refusal(AuditRefusal.CheckpointMalformed, "not a C2SP checkpoint");
        if (!text.EndsWith('\n')) return false;
        string[] lines = text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(line => line.Length == 0)) return false;
        if (!StrictDecimal.TryParse(lines[1], out ulong size)) return false;
        if (!TreeHash.TryParse(lines[2], out TreeHash root)) return false;
        Checkpoint parsed = new(lines[0], size, root) { Extensions = lines[3..] };
        if (!string.Equals(parsed.Text, text, StringComparison.Ordinal)) return false;
        (checkpoint, refusal) = (parsed, null);
        return true;
    }

    /// <summary>A tree size on a line of its own, as a witness answers it.</summary>
    public static bool TryParseSize(string line, out ulong size)
    {
        size = 0;
        return line.EndsWith('\n') && StrictDecimal.TryParse(line.AsSpan(0, line.Length - 1), out size);
    }

    public bool Equals(Checkpoint? other) => other is not null
        && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Origin, Size, Root);
}
