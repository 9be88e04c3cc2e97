using System.Text;

namespace Strongroom.Cryptography.Age;

/// <summary>Lines of a header, each ended by a line feed and nothing else.</summary>
internal ref struct AgeLines(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Behind the line feed of the last line read.</summary>
    internal int Position { get; private set; }

    internal bool TryNext(out string line)
    {
        int length = _text[Position..].IndexOf((byte)'\n');
        bool isLine = length >= 0 && Ascii.IsValid(_text.Slice(Position, length));
        line = isLine ? Encoding.ASCII.GetString(_text.Slice(Position, length)) : "";
        if (isLine) Position += length + 1;
        return isLine;
    }
}
