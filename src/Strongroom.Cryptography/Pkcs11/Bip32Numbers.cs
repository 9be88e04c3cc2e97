namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// The numbers of mechanisms, key type and attribute by which a token derives along BIP-32 and SLIP-10. They
/// are a vendor's own: no standard has any, so that without a file a token counts as one that cannot derive.
/// </summary>
internal sealed record Bip32Numbers(ulong MasterDerive, ulong ChildDerive, ulong KeyType, ulong ChainCode)
{
    private const ulong Vendor = 0x8000_0000;

    /// <summary>
    /// Thales Luna 7 (CKM_BIP32_MASTER_DERIVE, CKM_BIP32_CHILD_DERIVE, CKK_BIP32, CKA_BIP32_CHAIN_CODE), as
    /// public clients of it spell them. Never tried on a device here.
    /// </summary>
    internal static Bip32Numbers Luna7 { get; } =
        new(Vendor + 0xe00, Vendor + 0xe01, Vendor + 0x14, Vendor + 0x1100);
}
