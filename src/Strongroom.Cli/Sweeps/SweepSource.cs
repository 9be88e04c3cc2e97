using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;
using Strongroom.Cli.Http;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>
/// What a sweep is planned from: the Signer's word on the accounts of a root (a page at a time, by their
/// numbers), and the nodes' on what they hold.
/// </summary>
internal sealed class SweepSource(SignerDoor signer, SweepChains chains)
{
    // Estimates hold for the state of now; a fifth more is what wallets add.
    private const ulong MarginDivisor = 5;

    private List<AssetId>? tokens;

    internal async Task<Digest> InstitutionAsync(CancellationToken stop) =>
        ReadSpan<Digest>(await signer.NeedAsync("v1/status", stop), "institution", Digest.TryParse);

    internal async Task<IReadOnlyList<SweptAccount>> AccountsAsync(Digest root, CancellationToken stop)
    {
        List<SweptAccount> accounts = [];
        for (long? from = 0; from is { } number;)
        {
            JsonNode page = await signer.NeedAsync($"v1/registry/roots/{root}/accounts?from={number}", stop);
            foreach (JsonNode? one in page["accounts"]!.AsArray())
                accounts.Add(await HoldingsAsync(AccountOf(one!), stop));
            from = (long?)page["next"];
        }

        return accounts;
    }

    /// <summary>
    /// House accounts that pay: the successors of the root's own, and those that were named.
    /// </summary>
    internal async Task<IReadOnlyList<GasSource>> GasAsync(
        IReadOnlyList<SweptAccount> accounts, string[] named, CancellationToken stop)
    {
        HashSet<AccountId> ids =
        [
            .. accounts.Where(one => one is { IsHouse: true, Successor: not null })
                .Select(one => one.Successor!.Account),
        ];
        foreach (string text in named)
        {
            bool isId = AccountId.TryParse(text, out AccountId id, out Refusal? refusal);
            if (!isId) throw new IOException($"--gas-account: {refusal}");
            ids.Add(id);
        }

        List<GasSource> sources = [];
        foreach (AccountId id in ids) sources.Add(await SourceAsync(id, stop));
        return sources;
    }

    internal async Task<Dictionary<string, UInt256>> FeesAsync(
        IEnumerable<SweptAccount> accounts, CancellationToken stop)
    {
        Dictionary<string, UInt256> fees = new(StringComparer.Ordinal);
        foreach (ChainId chain in accounts.Select(account => account.Chain).Distinct())
            fees[chain.ToString()] = await chains.Need(chain).FeePerGasAsync(stop);
        return fees;
    }

    private async Task<GasSource> SourceAsync(AccountId id, CancellationToken stop)
    {
        JsonNode account = await signer.NeedAsync($"v1/registry/accounts/{id}", stop);
        ChainId chain = Read<ChainId>(account, "chain", ChainId.TryParse);
        EthereumAddress address = ReadSpan<EthereumAddress>(account, "address", EthereumAddress.TryParse);
        return new GasSource(
            new WalletId(ReadSpan<Uuid7>(account, "owner", Uuid7.TryParse)), id, chain, address)
        {
            Balance = await chains.Need(chain).BalanceAsync(address, EtherOf(chain), stop),
        };
    }

    private async Task<SweptAccount> HoldingsAsync(SweptAccount account, CancellationToken stop)
    {
        SweepNode node = chains.Need(account.Chain);
        List<SweptToken> held = [];
        foreach (AssetId asset in await TokensAsync(stop))
        {
            if (asset.Chain != account.Chain) continue;
            Amount amount = await node.BalanceAsync(account.Address, asset, stop);
            if (amount.IsZero) continue;
            TransferCall.TryCreate(
                asset, account.Successor?.Address ?? account.Address, amount, out TransferCall? call, out _);
            (UInt256? gas, string? problem) = await node.EstimateAsync(account.Address, call!, stop);
            if (gas is not { FitsUInt64: true } needed)
                throw new IOException($"{asset} does not leave {account.Address}: {problem}");
            held.Add(new SweptToken(asset, amount, (ulong)(needed + (needed / MarginDivisor))));
        }

        return account with
        {
            Native = await node.BalanceAsync(account.Address, EtherOf(account.Chain), stop), Tokens = held,
        };
    }

    private async Task<IReadOnlyList<AssetId>> TokensAsync(CancellationToken stop)
    {
        if (tokens is not null) return tokens;
        JsonNode registry = await signer.NeedAsync("v1/registry", stop);
        IEnumerable<AssetId> all = registry["assets"]!.AsArray()
            .Select(asset => Read<AssetId>(asset!, "asset", AssetId.TryParse));
        return tokens = [.. all.Where(asset => !asset.IsNative)];
    }

    private static SweptAccount AccountOf(JsonNode one)
    {
        JsonNode? next = one["successor"];
        return new SweptAccount(
            new AccountId(ReadSpan<Uuid7>(one, "account", Uuid7.TryParse)),
            Read<ChainId>(one, "chain", ChainId.TryParse),
            ReadSpan<EthereumAddress>(one, "address", EthereumAddress.TryParse))
        {
            Wallet = new WalletId(ReadSpan<Uuid7>(one, "wallet", Uuid7.TryParse)),
            Owner = ReadSpan<Uuid7>(one, "owner", Uuid7.TryParse),
            IsHouse = one["house"]!.GetValue<bool>(),
            Temperature = Read<Temperature>(one, "temperature", Temperatures.TryParse),
            NextGeneration = one["nextGeneration"]!.GetValue<int>(),
            Successor = next is null ? null : new Receiver(
                new AccountId(ReadSpan<Uuid7>(next, "account", Uuid7.TryParse)),
                ReadSpan<EthereumAddress>(next, "address", EthereumAddress.TryParse)),
        };
    }

    internal static AssetId EtherOf(ChainId chain) => chain.TryGetEip155(out ulong number)
        ? AssetId.Ether(number)
        : throw new IOException($"{chain} is no chain of this family");

    private static T Read<T>(JsonNode from, string name, TextParser<T> parser) =>
        parser((string?)from[name] ?? "", out T? value, out Refusal? refusal)
            ? value
            : throw new IOException($"the Signer's {name}: {refusal}");

    private static T ReadSpan<T>(JsonNode from, string name, SpanParser<T> parser)
        where T : struct =>
        parser((string?)from[name] ?? "", out T value, out Refusal? refusal)
            ? value
            : throw new IOException($"the Signer's {name}: {refusal}");
}
