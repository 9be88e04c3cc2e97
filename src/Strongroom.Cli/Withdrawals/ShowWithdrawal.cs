using System.CommandLine;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Withdrawals;

/// <summary><c>withdrawal show ID [--json]</c></summary>
internal static class ShowWithdrawal
{
    internal static Command Build()
    {
        Argument<string> id = new("id") { Description = "the withdrawal's id" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("show", "Show a withdrawal");
        command.Arguments.Add(id);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            client => client.GetAsync($"/v1/withdrawals/{parsed.GetValue(id)}", stop),
            answer => ApiCall.ShowMembers(
                answer, "id", "kind", "client", "asset", "amount", "to", "feeMax", "state", "reasonCode",
                "reasonText",
                "nonce", "txHash", "fee", "intentDigest", "createdAt")));
        return command;
    }
}
