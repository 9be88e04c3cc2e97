using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Cli.Http;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>A sweep in words: steps by wave, totals by asset, what stays.</summary>
internal static class SweepText
{
    internal static void Show(SweepBundle bundle, bool isJson)
    {
        if (isJson)
        {
            ApiCall.ShowJson(ToJson(bundle));
            return;
        }

        Console.Out.WriteLine($"root      {bundle.Root}");
        if (bundle.IsEmpty)
            Console.Out.WriteLine("steps     none: nothing is left but what is listed as dust");
        foreach (SweepWave wave in SweepWaves.All)
        {
            int count = bundle.Steps.Count(step => step.Wave == wave);
            if (count > 0) Console.Out.WriteLine($"{wave.ToText(),-10}{count} step(s)");
        }

        foreach ((string asset, Amount total) in Totals(bundle))
            Console.Out.WriteLine($"moves     {total} of {asset}");
        foreach (SweepDust dust in bundle.Dust)
            Console.Out.WriteLine($"stays     {dust.Amount} of {dust.Asset} in account {dust.Account}");
    }

    /// <summary>What leaves the root, by asset; gas that only comes back is not counted.</summary>
    internal static SortedDictionary<string, Amount> Totals(SweepBundle bundle)
    {
        SortedDictionary<string, Amount> totals = new(StringComparer.Ordinal);
        foreach (SweepStep step in bundle.Steps)
        {
            if (step.Wave == SweepWave.Gas || step.Intent is not Intent.Movement movement) continue;
            string asset = movement.Asset.ToString();
            totals[asset] = totals.GetValueOrDefault(asset) + movement.Amount;
        }

        return totals;
    }

    /// <summary>One line for people who approve.</summary>
    internal static string LineOf(SweepStep step) => step.Intent switch
    {
        Intent.Movement move =>
            $"{move.Amount} of {move.Asset} from {move.From} to {move.To}, fee at most {move.FeeMax}",
        Intent.WalletOpening open => $"{open.Accounts.Count} new account(s) for client {open.Client}",
        Intent.HouseWalletOpening open =>
            $"{open.Accounts.Count} new account(s) for house wallet {open.Wallet}",
        _ => step.Intent.Kind.ToText(),
    };

    private static JsonObject ToJson(SweepBundle bundle) => new()
    {
        ["root"] = bundle.Root.ToString(),
        ["createdAt"] = bundle.CreatedAt.ToString(),
        ["steps"] = bundle.Steps.Count,
        ["waves"] = new JsonObject(SweepWaves.All.Select(wave => KeyValuePair.Create(
            wave.ToText(), (JsonNode?)bundle.Steps.Count(step => step.Wave == wave)))),
        ["totals"] = new JsonObject(Totals(bundle).Select(
            one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value.ToString()))),
        ["dust"] = new JsonArray([.. bundle.Dust.Select(dust => new JsonObject
        {
            ["account"] = dust.Account.ToString(), ["asset"] = dust.Asset.ToString(),
            ["amount"] = dust.Amount.ToString(),
        })]),
    };
}
