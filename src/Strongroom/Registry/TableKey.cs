using System.Globalization;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>The keys of the state tables (docs/formats/snapshot.md).</summary>
internal static class TableKey
{
    internal static string Account(AccountId account) => $"account:{account}";

    internal static string Address(ChainId chain, EthereumAddress address) => $"address:{chain}/{address}";

    internal static string Client(ClientId client) => $"client:{client}";

    internal static string Wallet(WalletId wallet) => $"wallet:{wallet}";

    internal static string Entry(ClientId client, ChainId chain, EthereumAddress address) =>
        $"entry:{client}/{chain}/{address}";

    internal static string EntryId(EntryId entry) => $"entry-id:{entry}";

    internal static string Intent(IntentId intent) => $"intent:{intent}";

    /// <summary>A part of the bytes of a governance intent that is still delayed.</summary>
    internal static string IntentBody(IntentId intent, int part) => $"intent:{intent}/{part}";

    /// <summary>A plan whose transcript entered the key register.</summary>
    internal static string Ceremony(Digest plan) => $"ceremony:{plan}";

    /// <summary>The root that a registered transcript is about.</summary>
    internal static string Transcript(Digest transcript) => $"transcript:{transcript}";

    /// <summary>The accounts of a root, numbered from 0 in the order of their opening.</summary>
    internal static string RootAccount(Digest root, long number) => string.Create(
        CultureInfo.InvariantCulture, $"root-account:{root}/{number:D10}");

    internal static string Digest(Digest digest) => $"digest:{digest}";

    internal static string Nonce(ChainId chain, EthereumAddress address) => $"nonce:{chain}/{address}";

    /// <summary>The index of the leaf that has this place in the governance sequence.</summary>
    internal static string Governance(ulong count) => $"governance:{count}";

    internal static string Pool(Digest root, uint index) => $"pool:{root}/{index}";

    /// <summary>Says that a pool once held the address.</summary>
    internal static string PoolAddress(EthereumAddress address) => $"pool-address:{address}";

    internal static string ColdSignature(Hash32 signingHash) => $"cold-signature:{signingHash}";

    internal static string Slot(Uuid7 owner, ChainId chain, Temperature temperature, int generation) =>
        $"slot:{owner}/{chain}/{temperature.ToText()}/{generation}";
}
