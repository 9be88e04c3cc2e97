using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Ledger;

/// <summary><c>reconciliation show [--json]</c></summary>
internal static class ShowReconciliation
{
    internal static Command Build()
    {
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Show the newest comparison");
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => client.GetAsync("/v1/reconciliations/latest", stop),
            answer =>
            {
                ApiCall.ShowMembers(answer, "id", "state", "requestedAt", "finishedAt");
                ApiCall.ShowTable(answer, "account", "asset", "height", "ledger", "chain");
            }));
        return command;
    }
}
