using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What the Signer's journal key says about an address (docs/formats/leaf.md): whose it is, below which root
/// and by which path, since when. The key signs the 32 bytes of <see cref="Hash"/>; anyone who holds the
/// journal's public key checks it.
/// </summary>
public static class AddressStatement
{
    private static ReadOnlySpan<byte> Tag => "strongroom/address/v1"u8;

    public static Digest Hash(
        Digest genesis, AccountDemand account, EthereumAddress address, Timestamp date) =>
        Digest.Tagged(Tag, Statement(genesis, account, address, date).ToBytes());

    private static CanonicalObject Statement(
        Digest genesis, AccountDemand account, EthereumAddress address, Timestamp date) => CanonicalObject.Of(
            ("account", account.Account.ToString()),
            ("address", address.ToString()),
            ("chain", account.Chain.ToString()),
            ("client", account.Owner.ToString()),
            ("date", date.ToString()),
            ("generation", account.Generation),
            ("genesis", genesis.ToString()),
            ("path", account.Path),
            ("root", account.Root.ToString()));
}
