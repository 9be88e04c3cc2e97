using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Recovery;

namespace Strongroom.Cli.Recovery;

/// <summary>Where everybody's assets are to go: <c>--to OWNER=ADDRESS</c>, or one address for all.</summary>
internal sealed class Destinations
{
    private readonly Dictionary<Uuid7, EthereumAddress> byOwner = [];
    private EthereumAddress? all;

    internal static bool TryParse(
        string[] pairs, string? toAll,
        [NotNullWhen(true)] out Destinations? destinations, [NotNullWhen(false)] out Refusal? refusal)
    {
        destinations = null;
        Destinations read = new();
        foreach (string pair in pairs)
        {
            int equals = Math.Max(0, pair.IndexOf('=', StringComparison.Ordinal));
            if (!Uuid7.TryParse(pair.AsSpan(0, equals), out Uuid7 owner, out refusal))
                return Wrong(ref refusal);
            if (!EthereumAddress.TryParse(pair.AsSpan(Math.Min(equals + 1, pair.Length)),
                out EthereumAddress address, out refusal)) return Wrong(ref refusal);
            read.byOwner[owner] = address;
        }

        if (toAll is not null)
        {
            if (!EthereumAddress.TryParse(toAll, out EthereumAddress address, out refusal))
                return Wrong(ref refusal);
            read.all = address;
        }

        refusal = null;
        destinations = read;
        return true;
    }

    internal bool TryGet(Uuid7 owner, out EthereumAddress address)
    {
        bool isNamed = byOwner.TryGetValue(owner, out address);
        if (!isNamed) address = all ?? default;
        return (isNamed || all is not null) && !address.IsZero;
    }

    /// <summary>An address of the old root would not be out of danger.</summary>
    internal bool Contains(EthereumAddress address) => all == address || byOwner.ContainsValue(address);

    private static bool Wrong([NotNull] ref Refusal? refusal)
    {
        refusal = refusal! with { Field = "--to" };
        return false;
    }
}
