using Strongroom.Chains.Ethereum;
using Strongroom.Cold;
using Strongroom.Cryptography;
using Strongroom.Registry;

namespace Strongroom.Signer.Cold;

/// <summary>The transaction that a cold Signer signed, put together again at home.</summary>
internal static class CarriedSignature
{
    /// <summary>The signature was verified when it was imported; it is verified again here.</summary>
    internal static SignedTransaction Join(Signing signing, ColdSignature carried)
    {
        bool isWhole = TakeResponse.TryAssemble(signing.Unsigned, carried, out SignedTransaction? signed);
        Invariant.Holds(isWhole && signed!.Sender == signing.Account.Address);
        return signed!;
    }
}
