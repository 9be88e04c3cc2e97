using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Withdrawals;

/// <summary>
/// <c>withdrawal request --client ID --asset A --amount N --to ADDRESS [--fee-max N] [--expires-at T]
/// [--replaces ID] [--idempotency-key K] [--json]</c>
/// </summary>
internal static class RequestWithdrawal
{
    internal static Command Build()
    {
        Option<string> client = new("--client") { Description = "the client's id", Required = true };
        Option<string> asset = new("--asset") { Description = "CAIP-19", Required = true };
        Option<string> amount = new("--amount") { Description = "base units", Required = true };
        Option<string> to = new("--to") { Description = "the recipient, EIP-55", Required = true };
        Option<string?> feeMax =
            new("--fee-max") { Description = "the most in fees, base units of the native asset" };
        Option<string?> expiresAt = new("--expires-at") { Description = "UTC, seconds" };
        Option<string?> replaces =
            new("--replaces") { Description = "a signed withdrawal whose nonce this one takes over" };
        Option<string?> key = ApiCall.IdempotencyOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("request", "Request a withdrawal; its intent then needs statements");
        command.Options.Add(client);
        command.Options.Add(asset);
        command.Options.Add(amount);
        command.Options.Add(to);
        command.Options.Add(feeMax);
        command.Options.Add(expiresAt);
        command.Options.Add(replaces);
        command.Options.Add(key);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            api =>
            {
                JsonObject body = new()
                {
                    ["client"] = parsed.GetValue(client), ["asset"] = parsed.GetValue(asset),
                    ["amount"] = parsed.GetValue(amount), ["to"] = parsed.GetValue(to),
                };
                if (parsed.GetValue(feeMax) is { } fee) body["feeMax"] = fee;
                if (parsed.GetValue(expiresAt) is { } end) body["expiresAt"] = end;
                if (parsed.GetValue(replaces) is { } former) body["replaces"] = former;
                return ApiCall.PostAsync(api, "/v1/withdrawals", body, parsed.GetValue(key), stop);
            },
            answer => ApiCall.ShowMembers(
                answer, "id", "asset", "amount", "to", "feeMax", "state", "intentDigest", "waitsFor")));
        return command;
    }
}
