using System.CommandLine;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Cli.Sweeps;
using Strongroom.Intents;

namespace Strongroom.Cli.Keys;

/// <summary>
/// <c>key compromise --root R --reason TEXT --signer … --folder DIR</c>: one command for everything that
/// follows when a root may be in other hands. It reads how far things are, prepares the next step as files,
/// says it in one line, and keeps the draft of the incident's report up to date. Say it again after each
/// step.
/// </summary>
internal static class RespondToCompromise
{
    internal static Command Build()
    {
        Option<string> root = new("--root") { Description = "the name of the root", Required = true };
        Option<string> reason =
            new("--reason") { Description = "what is known, for the record", Required = true };
        Option<string> folder =
            new("--folder") { Description = "a folder for this incident", Required = true };
        Option<string[]> nodes = new("--node")
        {
            Description = "a node (JSON-RPC) for each chain: to see whether the sweep is over",
        };
        Command command = new("compromise", "Respond to the compromise of a root, step by step");
        foreach (Option option in (Option[])[root, reason, folder, nodes, Answer.JsonOption()])
            command.Options.Add(option);
        command.Options.Add(SignerDoor.AddressOption());
        command.Options.Add(SignerDoor.PinOption());
        command.SetAction((parsed, stop) => Answer.RunAsync(async () =>
        {
            bool isJson = parsed.GetValue<bool>("--json");
            if (!KeyIntent.TryDigest(parsed.GetValue(root), "--root", out Digest name, out Refusal? refusal))
                return Answer.Refuse(refusal, isJson);
            if (!SignerDoor.TryOpen(parsed, out SignerDoor? door, out refusal))
                return Answer.Refuse(refusal, isJson, Answer.NotTried);
            using SignerDoor signer = door;
            JsonNode status = await signer.NeedAsync("v1/status", stop);
            JsonNode register = await signer.NeedAsync(ListRoots.Path, stop);
            CompromisePlan? plan = CompromisePlan.Read(status, register, name, parsed.GetValue(reason)!);
            if (plan is null) return Answer.Fail("the key register does not hold this root");
            if (await IsSweptAsync(signer, name, parsed.GetValue(nodes) ?? [], stop)) plan = plan.WhenSwept();
            string path = Path.GetFullPath(parsed.GetValue(folder)!);
            Directory.CreateDirectory(path);
            string next = plan.Prepare(path);
            File.WriteAllText(Path.Combine(path, IncidentDraft.FileName), IncidentDraft.Of(plan, next));
            Show(plan, next, isJson);
            return Answer.Done;
        }));
        return command;
    }

    /// <summary>Only with nodes to ask, and where the whole of the Signer's calls is at hand.</summary>
    private static async Task<bool> IsSweptAsync(
        SignerDoor signer, Digest root, string[] nodes, CancellationToken stop)
    {
        if (nodes.Length == 0) return false;
        (SweepChains? chains, Refusal? refusal) = await SweepChains.OpenAsync(nodes, stop);
        if (chains is null) throw new IOException($"{refusal}");
        using SweepChains open = chains;
        return (await VerifySweep.LeftAsync(new SweepSource(signer, open), root, stop)).Count == 0;
    }

    private static void Show(CompromisePlan plan, string next, bool isJson)
    {
        if (isJson)
        {
            ApiCall.ShowJson(new JsonObject
            {
                ["root"] = plan.Root.ToString(), ["step"] = plan.Step.ToString(), ["next"] = next,
            });
            return;
        }

        foreach (CompromiseStep step in Enum.GetValues<CompromiseStep>())
        {
            string mark = step < plan.Step ? "done" : step == plan.Step ? "now " : "    ";
            Console.Out.WriteLine($"{mark}  {CompromisePlan.WordsOf(step)}");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine(next);
    }
}
