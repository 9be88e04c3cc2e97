// PKCS #11 v2.40, pkcs11t.h, as the C ABI of linux-x64 lays it out: CK_ULONG and pointers have 8 bytes and
// their natural alignment (only Windows packs to 1).
using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Pkcs11;

[StructLayout(LayoutKind.Sequential)]
internal struct CK_INTERFACE
{
    internal nint PInterfaceName;
    internal nint PFunctionList;
    internal ulong Flags;
}
