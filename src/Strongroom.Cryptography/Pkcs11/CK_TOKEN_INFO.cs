// PKCS #11 v2.40, pkcs11t.h, as the C ABI of linux-x64 lays it out: CK_ULONG and pointers have 8 bytes and
// their natural alignment (only Windows packs to 1).
using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Pkcs11;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CK_TOKEN_INFO
{
    internal fixed byte Label[32];
    internal fixed byte ManufacturerID[32];
    internal fixed byte Model[16];
    internal fixed byte SerialNumber[16];
    internal ulong Flags;
    internal fixed ulong Counts[10];
    internal CK_VERSION HardwareVersion;
    internal CK_VERSION FirmwareVersion;
    internal fixed byte UtcTime[16];
}
