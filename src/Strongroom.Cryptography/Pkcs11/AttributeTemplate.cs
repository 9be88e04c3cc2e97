using System.Buffers.Binary;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>Attributes for a call: public parts of keys and their uses, never a secret.</summary>
internal sealed unsafe class AttributeTemplate
{
    private const int AttributesMax = 24;
    private const int BytesMax = 1024;

    private readonly CK_ATTRIBUTE[] _attributes = GC.AllocateArray<CK_ATTRIBUTE>(AttributesMax, pinned: true);
    private readonly byte[] _values = GC.AllocateArray<byte>(BytesMax, pinned: true);
    private int _used;

    internal int Count { get; private set; }

    /// <summary>Good as long as this object is alive: both arrays are pinned for life.</summary>
    internal CK_ATTRIBUTE* First => (CK_ATTRIBUTE*)System.Runtime.CompilerServices.Unsafe.AsPointer(
        ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_attributes));

    internal AttributeTemplate Bytes(ulong type, ReadOnlySpan<byte> value)
    {
        Invariant.Holds(Count < AttributesMax && value.Length <= BytesMax - _used);
        value.CopyTo(_values.AsSpan(_used));
        _attributes[Count++] = new CK_ATTRIBUTE
        {
            Type = type,
            PValue = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _values[_used]),
            UlValueLen = (ulong)value.Length,
        };
        // CK_ULONG values stay aligned.
        _used += (value.Length + 7) & ~7;
        return this;
    }

    internal AttributeTemplate Number(ulong type, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Bytes(type, bytes);
    }

    /// <summary>CK_BBOOL for each of the types.</summary>
    internal AttributeTemplate Flags(bool value, params ReadOnlySpan<ulong> types)
    {
        foreach (ulong type in types) Bytes(type, [value ? (byte)1 : (byte)0]);
        return this;
    }
}
