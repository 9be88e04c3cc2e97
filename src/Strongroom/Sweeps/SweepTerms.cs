using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Intents;

namespace Strongroom.Sweeps;

/// <summary>What a sweep is planned with, beside the accounts.</summary>
public sealed record SweepTerms(Digest Institution, Digest Root, Timestamp Now)
{
    /// <summary>By chain: what the transactions pay for each unit of gas, all of it.</summary>
    public required IReadOnlyDictionary<string, UInt256> FeePerGas { get; init; }

    public required IReadOnlyList<GasSource> GasSources { get; init; }

    /// <summary>Makes the ids of the intents.</summary>
    public required Func<Uuid7> NewId { get; init; }

    internal IntentHead Head(int days) =>
        new(Institution, new IntentId(NewId()), Now, Now + TimeSpan.FromDays(days));

    internal Amount Fee(ChainId chain, ulong gasLimit) => new(FeePerGas[chain.ToString()] * gasLimit);
}
