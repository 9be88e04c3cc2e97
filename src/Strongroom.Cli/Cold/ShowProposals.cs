using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Cli.Http;
using Strongroom.Cold;

namespace Strongroom.Cli.Cold;

/// <summary>
/// <c>cold proposals --asset A --floor N --target N --ceiling N [--json]</c>: sweeps into cold accounts and
/// top-ups out of them that are due. It asks for nothing: each line is an internal move that somebody may
/// request.
/// </summary>
internal static class ShowProposals
{
    internal static Command Build()
    {
        Option<string> asset = new("--asset") { Description = "CAIP-19", Required = true };
        Option<string> floor = Bound("--floor", "less in a hot account is topped up");
        Option<string> target = Bound("--target", "what is left or brought there");
        Option<string> ceiling = Bound("--ceiling", "more in a hot account is swept");
        Option<bool> json = Answer.JsonOption();
        Command command = new("proposals", "Show which sweeps and top-ups are due");
        foreach (Option option in (Option[])[asset, floor, target, ceiling, json])
            command.Options.Add(option);
        command.SetAction(async (parsed, stop) =>
        {
            if (!Amount.TryParse(parsed.GetValue(floor), out Amount low, out Refusal? refusal)
                || !Amount.TryParse(parsed.GetValue(target), out Amount middle, out refusal)
                || !Amount.TryParse(parsed.GetValue(ceiling), out Amount high, out refusal))
                return Answer.Refuse(refusal, parsed.GetValue(json), Answer.NotTried);
            string named = parsed.GetValue(asset)!;
            string path = $"/v1/cold/pairs?asset={Uri.EscapeDataString(named)}";
            List<ColdProposal> due = [];
            int code = await ApiCall.RunAsync(
                parsed, null,
                async api =>
                {
                    ApiAnswer most = await api.GetAsync(path, stop);
                    if (!most.IsSuccess) return most;
                    ApiAnswer least = await api.GetAsync($"{path}&order=least", stop);
                    if (!least.IsSuccess) return least;
                    IEnumerable<AccountPair> pairs = Pairs(most).Concat(Pairs(least)).Distinct();
                    due.AddRange(pairs.Select(pair => ColdProposal.Of(pair, low, middle, high))
                        .OfType<ColdProposal>());
                    return most;
                },
                _ => { });
            if (code != Answer.Done) return code;
            if (parsed.GetValue(json)) ApiCall.ShowJson(ToJson(due));
            else foreach (ColdProposal one in due) Console.Out.WriteLine(CommandOf(one, named));
            return code;
        });
        return command;
    }

    private static Option<string> Bound(string name, string description) =>
        new(name) { Description = description, Required = true };

    private static IEnumerable<AccountPair> Pairs(ApiAnswer answer) =>
        answer.ToJson()!["items"]!.AsArray().Select(item => new AccountPair(
            (string)item!["client"]!, (string)item["hot"]!, Read(item["hotAvailable"]!),
            (string)item["cold"]!, Read(item["coldAvailable"]!)));

    private static Amount Read(JsonNode text) =>
        Amount.TryParse((string)text!, out Amount amount, out Refusal? refusal)
            ? amount
            : throw new IOException($"the Server's answer holds no amount: {refusal}");

    private static JsonArray ToJson(List<ColdProposal> due) =>
        [.. due.Select(one => (JsonNode)new JsonObject
        {
            ["kind"] = one.IsSweep ? "sweep" : "top-up", ["client"] = one.Client, ["account"] = one.From,
            ["toAccount"] = one.To, ["amount"] = one.Amount.ToString(),
        })];

    private static string CommandOf(ColdProposal one, string asset) =>
        $"{(one.IsSweep ? "sweep " : "top-up")}  strongroom internal-move request --client {one.Client} "
        + $"--account {one.From} --to-account {one.To} --asset {asset} --amount {one.Amount}";
}
