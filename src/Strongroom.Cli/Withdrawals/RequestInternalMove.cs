using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Withdrawals;

/// <summary>
/// <c>internal-move request --client ID --account ID --to-account ID --asset A --amount N [--fee-max N]
/// [--expires-at T] [--idempotency-key K] [--json]</c>
/// </summary>
internal static class RequestInternalMove
{
    internal static Command Build()
    {
        Option<string> client = new("--client") { Description = "the client's id", Required = true };
        Option<string> account =
            new("--account") { Description = "the paying account's id", Required = true };
        Option<string> toAccount =
            new("--to-account") { Description = "another account of the same client", Required = true };
        Option<string> asset = new("--asset") { Description = "CAIP-19", Required = true };
        Option<string> amount = new("--amount") { Description = "base units", Required = true };
        Option<string?> feeMax =
            new("--fee-max") { Description = "the most in fees, base units of the native asset" };
        Option<string?> expiresAt = new("--expires-at") { Description = "UTC, seconds" };
        Option<string?> key = ApiCall.IdempotencyOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("request", "Request a move between two accounts of a client");
        foreach (Option option in (Option[])
            [client, account, toAccount, asset, amount, feeMax, expiresAt, key, json])
            command.Options.Add(option);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            api =>
            {
                JsonObject body = new()
                {
                    ["client"] = parsed.GetValue(client), ["account"] = parsed.GetValue(account),
                    ["toAccount"] = parsed.GetValue(toAccount), ["asset"] = parsed.GetValue(asset),
                    ["amount"] = parsed.GetValue(amount),
                };
                if (parsed.GetValue(feeMax) is { } fee) body["feeMax"] = fee;
                if (parsed.GetValue(expiresAt) is { } end) body["expiresAt"] = end;
                return ApiCall.PostAsync(api, "/v1/internal-moves", body, parsed.GetValue(key), stop);
            },
            answer => ApiCall.ShowMembers(
                answer, "id", "asset", "amount", "to", "feeMax", "state", "intentDigest", "waitsFor")));
        return command;
    }
}
