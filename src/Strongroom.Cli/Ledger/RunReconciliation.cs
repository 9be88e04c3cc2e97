using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Ledger;

/// <summary><c>reconciliation run [--idempotency-key K] [--json]</c></summary>
internal static class RunReconciliation
{
    internal static Command Build()
    {
        Option<string?> key = ApiCall.IdempotencyOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("run", "Compare the ledger with the chain now");
        command.Options.Add(key);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => ApiCall.PostAsync(client, "/v1/reconciliations", [], parsed.GetValue(key), stop),
            answer => ApiCall.ShowMembers(answer, "id", "state", "requestedAt")));
        return command;
    }
}
