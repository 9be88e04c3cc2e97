using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Audit;

/// <summary>One signature line of a note: "— name base64(key id ‖ value)".</summary>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Value)
{
    private const string Start = "\u2014 ";
    private const int KeyIdSize = 4;

    /// <summary>The line with its newline.</summary>
    public string Line
    {
        get
        {
            byte[] encoded = new byte[KeyIdSize + Value.Length];
            BinaryPrimitives.WriteUInt32BigEndian(encoded, KeyId);
            Value.Span.CopyTo(encoded.AsSpan(KeyIdSize));
            return $"{Start}{Name} {Convert.ToBase64String(encoded)}\n";
        }
    }

    /// <summary>Parses a line without its newline.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(Start, StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> rest = line[Start.Length..];
        int space = rest.IndexOf(' ');
        if (space < 0 || !NoteKey.IsName(rest[..space])) return false;
        if (!StrictBase64.TryDecode(rest[(space + 1)..], out byte[]? bytes) || bytes.Length <= KeyIdSize)
            return false;
        uint keyId = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        signature = new NoteSignature(rest[..space].ToString(), keyId, bytes.AsMemory(KeyIdSize));
        return true;
    }
}
