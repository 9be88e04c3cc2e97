using System.CommandLine;
using Strongroom.Attestations;
using Strongroom.Cli.Http;

namespace Strongroom.Cli.Attestations;

/// <summary>
/// <c>attest send FILE [--json]</c>: hands a signed attestation to the Server, which keeps the latest.
/// </summary>
internal static class SendAttestation
{
    internal static Command Build()
    {
        Argument<string> file = new("file")
        {
            Description = "the signed attestation, or - for standard input",
        };
        Option<bool> json = Answer.JsonOption();
        Command command = new("send", "Hand a signed attestation in");
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            byte[] bytes = Answer.ReadInput(parsed.GetValue(file)!);
            if (!SignedAttestation.TryParse(bytes, out _, out Refusal? refusal))
                return Answer.Refuse(refusal, parsed.GetValue(json));
            return await ApiCall.RunAsync(
                parsed, json, client => client.PostAsync("/v1/attestations", bytes, null, stop),
                answer => ApiCall.ShowMembers(answer, "attestor", "subject", "observedAt"));
        }));
        return command;
    }
}
