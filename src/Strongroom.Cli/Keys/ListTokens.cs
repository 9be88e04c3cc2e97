using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cryptography.Pkcs11;

namespace Strongroom.Cli.Keys;

/// <summary><c>hsm list --module FILE [--json]</c>: the tokens of a library; needs no PIN.</summary>
internal static class ListTokens
{
    internal static Command Build()
    {
        Option<FileInfo> module = TokenOptions.ModuleOption();
        Option<bool> json = Answer.JsonOption();
        Command command = new("list", "List the tokens that a PKCS#11 library shows");
        command.Options.Add(module);
        command.Options.Add(json);
        command.SetAction(parsed => TokenOptions.Run(
            () => Run(parsed.GetValue(module)!, parsed.GetValue(json))));
        return command;
    }

    private static int Run(FileInfo path, bool isJson)
    {
        using Pkcs11Module module = Pkcs11Module.Load(path.FullName);
        JsonArray list = [];
        foreach (TokenFacts token in module.Tokens())
        {
            list.Add(new JsonObject
            {
                ["serial"] = token.Serial, ["label"] = token.Label, ["model"] = token.Model,
                ["manufacturer"] = token.Manufacturer, ["firmware"] = token.Firmware,
            });
            if (!isJson)
                Console.Out.WriteLine($"{token.Serial,-18} {token.Label,-32} {token.Model} {token.Firmware}");
        }

        if (isJson) Console.Out.WriteLine(list.ToJsonString(Answer.Indented));
        return Answer.Done;
    }
}
