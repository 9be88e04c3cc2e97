using System.Runtime.InteropServices;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>A journal at a size, with the root over so many leaves (RFC 6962).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LogMark(ulong Size, Digest Root)
{
    public CanonicalObject ToObject() => CanonicalObject.Of(("root", Root.ToString()), ("size", (long)Size));

    internal static LogMark Read(ref MemberReader read, string name)
    {
        MemberReader mark = new(read.Object(name), read.PathOf(name));
        LogMark value = new((ulong)mark.Integer("size", 0, CanonicalJson.IntegerMax), mark.Digest("root"));
        mark.TryEnd(out Refusal? refusal);
        read.Keep(refusal);
        return value;
    }
}
