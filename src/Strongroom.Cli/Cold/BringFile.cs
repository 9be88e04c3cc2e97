using System.CommandLine;
using Strongroom.Cli.Http;
using Strongroom.Cold;

namespace Strongroom.Cli.Cold;

/// <summary>
/// <c>cold import FILE</c> and <c>cold addresses FILE</c>: what a cold Signer signed, brought home.
/// </summary>
internal static class BringFile
{
    internal static Command BuildImport() =>
        Build("import", "/v1/cold/responses", "Bring a cold Signer's response home");

    internal static Command BuildAddresses() =>
        Build("addresses", "/v1/cold/addresses", "Bring a batch of a cold Signer's addresses to its pool");

    private static Command Build(string name, string path, string description)
    {
        Argument<string> file = new("file") { Description = "as the cold Signer wrote it" };
        Option<bool> json = Answer.JsonOption();
        Command command = new(name, description);
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => ApiCall.RunAsync(
            parsed, json,
            api => api.PostAsync(
                path, Answer.ReadBytes(parsed.GetValue(file)!, SignedBody.BytesMax), null, stop),
            answer => ApiCall.ShowMembers(answer, "index", "cosigned")));
        return command;
    }
}
