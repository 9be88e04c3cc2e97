using System.CommandLine;
using Strongroom.Cli.Http;
using Strongroom.Intents;

namespace Strongroom.Cli.Intents;

/// <summary>
/// <c>intent register FILE --statement FILE… [--attachment FILE] --signer URL
/// --signer-pin PIN [--json]</c>: hands an intent
/// and the statements over it to the Signer itself. What the Server can submit, people can submit without it.
/// </summary>
internal static class RegisterIntent
{
    internal static Command Build()
    {
        Argument<string> file =
            new("file") { Description = "the intent's exact bytes, or - for standard input" };
        Option<string[]> statements = new("--statement")
        {
            Description = "a signed statement over it: the request, and each approval", Required = true,
        };
        Option<string?> attachment = new("--attachment")
        {
            Description = "the transcript that a key-registration names",
        };
        Option<bool> json = Answer.JsonOption();
        Command command = new("register", "Hand an intent with its statements to the Signer itself");
        command.Arguments.Add(file);
        command.Options.Add(statements);
        command.Options.Add(attachment);
        command.Options.Add(SignerDoor.AddressOption());
        command.Options.Add(SignerDoor.PinOption());
        command.Options.Add(json);
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            byte[] bytes = Answer.ReadInput(parsed.GetValue(file)!);
            if (!Intent.TryParse(bytes, out Intent? intent, out Refusal? refusal))
                return Answer.Refuse(refusal, parsed.GetValue(json));
            List<CanonicalObject> bodies = [];
            foreach (string path in parsed.GetValue(statements)!)
            {
                byte[] statement = Answer.ReadInput(path);
                if (!SignedStatement.TryParse(statement, out SignedStatement? signed, out refusal))
                    return Answer.Refuse(refusal, parsed.GetValue(json));
                bodies.Add(signed.Body);
            }

            CanonicalObject? attached = null;
            if (parsed.GetValue(attachment) is { } transcript && !CanonicalJson.TryRead(
                Answer.ReadInput(transcript), Answer.InputBytesMax, out attached, out refusal))
                return Answer.Refuse(refusal, parsed.GetValue(json));
            CanonicalObject body = CanonicalObject.Of(
                ("attachment", attached), ("intent", intent.Body),
                ("statements", CanonicalArray.OfObjects(bodies)));
            return await SignerDoor.RunAsync(
                parsed, "v1/intents", body, ["digest", "state", "index", "rule", "notBefore"], stop);
        }));
        return command;
    }
}
