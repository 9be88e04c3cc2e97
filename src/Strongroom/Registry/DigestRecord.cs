using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// Under <c>digest:&lt;intent digest&gt;</c>: the id of the registered intent (16 bytes), or nothing for a
/// digest that was rejected before it was ever registered.
/// </summary>
internal static class DigestRecord
{
    internal static byte[] RejectedUnseen => [];

    internal static byte[] Of(IntentId id)
    {
        RecordWriter writer = new();
        writer.Id(id.Value.ToGuid());
        return writer.ToBytes();
    }

    internal static bool TryReadId(byte[] record, out IntentId id)
    {
        id = default;
        if (record.Length == 0) return false;
        id = IntentId.From(new RecordReader(record).Id());
        return true;
    }
}
