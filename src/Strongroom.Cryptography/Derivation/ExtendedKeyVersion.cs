using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Derivation;

/// <summary>The four bytes that open a serialised extended key (BIP-32, "Serialization format").</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExtendedKeyVersion(uint Public, uint Private)
{
    /// <summary>xpub and xprv.</summary>
    public static ExtendedKeyVersion Mainnet { get; } = new(0x0488B21E, 0x0488ADE4);

    /// <summary>tpub and tprv.</summary>
    public static ExtendedKeyVersion Testnet { get; } = new(0x043587CF, 0x04358394);
}
