using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// The bytes of a governance intent between its registration and its effect, in parts that fit a snapshot's
/// page (keys <c>intent:&lt;id&gt;/0</c> and so on). They leave the table with the effect, or with the
/// intent's end.
/// </summary>
internal static class DelayedBody
{
    internal static void Write(OverlayTable table, Intent intent)
    {
        ReadOnlySpan<byte> rest = intent.Bytes.Span;
        for (int part = 0; !rest.IsEmpty; part++)
        {
            ReadOnlySpan<byte> chunk = rest[..Math.Min(rest.Length, OverlayTable.ValueBytesMax)];
            table.Put(TableKey.IntentBody(intent.Id, part), chunk.ToArray());
            rest = rest[chunk.Length..];
        }
    }

    internal static Intent Read(IStateTable table, IntentRecord record)
    {
        List<byte> bytes = [];
        for (int part = 0; table.TryGet(TableKey.IntentBody(record.Id, part), out byte[]? chunk); part++)
            bytes.AddRange(chunk);
        bool isRead = Intent.TryParse(bytes.ToArray(), out Intent? intent, out _);
        Invariant.Holds(isRead && intent is not null && intent.Digest == record.Digest);
        return intent;
    }

    internal static void Remove(OverlayTable table, IntentId intent)
    {
        for (int part = 0; table.TryGet(TableKey.IntentBody(intent, part), out _); part++)
            table.Remove(TableKey.IntentBody(intent, part));
    }
}
