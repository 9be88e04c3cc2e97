// Thales Luna 7, "BIP32 Mechanism Support and Implementation": no part of the standard. As the C ABI of
// linux-x64 lays it out. The handles are answers; a template of no attributes asks for no key of that kind.
using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Pkcs11;

[StructLayout(LayoutKind.Sequential)]
internal struct CK_BIP32_CHILD_DERIVE_PARAMS
{
    internal nint PPublicKeyTemplate;
    internal ulong UlPublicKeyAttributeCount;
    internal nint PPrivateKeyTemplate;
    internal ulong UlPrivateKeyAttributeCount;
    internal nint PulPath;
    internal ulong UlPathLen;
    internal ulong HPublicKey;
    internal ulong HPrivateKey;
    internal ulong UlPathErrorIndex;
}
