using System.CommandLine;
using Strongroom.Cli.Http;
using Strongroom.Intents;

namespace Strongroom.Cli.Intents;

/// <summary>
/// <c>statement send FILE [--signer URL --signer-pin PIN] [--json]</c>: hands a signed statement in for every
/// intent that it names; with --signer a reject, veto or freeze goes to the Signer itself.
/// </summary>
internal static class SendStatement
{
    internal static Command Build()
    {
        Argument<string> file = new("file") { Description = "the signed statement, or - for standard input" };
        Option<bool> json = Answer.JsonOption();
        Command command = new("send", "Hand a signed statement in");
        Option<string?> signer = SignerDoor.AddressOption();
        command.Arguments.Add(file);
        command.Options.Add(signer);
        command.Options.Add(SignerDoor.PinOption());
        command.Options.Add(json);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            byte[] bytes = Answer.ReadInput(parsed.GetValue(file)!);
            if (!SignedStatement.TryParse(bytes, out SignedStatement? signed, out Refusal? refusal))
                return Answer.Refuse(refusal, parsed.GetValue(json));
            if (parsed.GetValue(signer) is not null)
            {
                CanonicalObject body =
                    CanonicalObject.Of(("statements", CanonicalArray.OfObjects([signed.Body])));
                return await SignerDoor.RunAsync(parsed, "v1/statements", body, ["index", "cosigned"], stop);
            }

            return await ApiCall.RunAsync(
                parsed, json, client => SendAsync(client, signed, stop),
                answer => ApiCall.ShowMembers(answer, "digest", "kind", "state"));
        }));
        return command;
    }

    /// <summary>The answer for the last one; the first refusal ends it.</summary>
    private static async Task<ApiAnswer> SendAsync(
        ApiClient client, SignedStatement signed, CancellationToken stop)
    {
        ApiAnswer? answer = null;
        foreach (Digest intent in signed.Statement.Intents)
        {
            answer = await client.PostAsync($"/v1/intents/{intent}/statements", signed.ToBytes(), null, stop);
            if (!answer.IsSuccess) return answer;
        }

        return answer
            ?? throw new IOException("a freeze names no intent: send it to the Signer itself, with --signer");
    }
}
