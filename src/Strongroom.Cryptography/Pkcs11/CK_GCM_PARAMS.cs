// PKCS #11 v2.40, pkcs11t.h, as the C ABI of linux-x64 lays it out: CK_ULONG and pointers have 8 bytes and
// their natural alignment (only Windows packs to 1).
using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>With ulIvBits, as v2.40 errata 1 and v3.0 have it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CK_GCM_PARAMS
{
    internal nint PIv;
    internal ulong UlIvLen;
    internal ulong UlIvBits;
    internal nint PAAD;
    internal ulong UlAADLen;
    internal ulong UlTagBits;
}
