using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Ceremonies;

/// <summary>A room with people, their key files, and the folder of a ceremony: everything real, in a temporary place.</summary>
internal sealed class CeremonyRoom : IDisposable
{
    internal static readonly Digest Genesis = Digest.Sha256("a house for ceremonies"u8);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("strongroom-ceremony-");

    internal CeremonyRoom(params IEnumerable<string> guests)
    {
        foreach (string person in CeremonySamples.Custodians.Concat(CeremonySamples.Others).Concat(guests))
        {
            using Ed25519PrivateKey key = Ed25519PrivateKey.Generate();
            key.Save(PathOf($"{person}.pem"));
            PersonKey.TryCreate(
                KeyAlgorithm.Ed25519, KeyClass.Independent, key.PublicKey, [], out PersonKey? listed, out _);
            Keys[person] = listed!.Id;
        }

        Secret("unlock", "correct horse battery staple");
    }

    /// <summary>For whom the ceremonies are planned.</summary>
    internal Digest Institution { get; set; } = Genesis;

    internal Dictionary<string, KeyId> Keys { get; } = [];

    internal Dictionary<string, string> Recipients { get; } = [];

    internal string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Custodian keys made by the program; erin takes paper unless she is named.</summary>
    internal async Task MakeCustodianKeysAsync(params string[] others)
    {
        foreach (string person in (string[])["carol", "dave", .. others])
        {
            CliRun made = await CliRun.RunAsync("custodian", "keys", "new", "--key", PathOf($"{person}.age-key"), "--json");
            made.ExitCode.ShouldBe(0, made.Error);
            Recipients[person] = JsonNode.Parse(made.Output)!["recipient"]!.GetValue<string>();
        }
    }

    /// <summary>The plan's members; a test changes what it wants to see refused.</summary>
    internal JsonObject Draft(string purpose, string? root = null)
    {
        JsonArray custodians = [.. CeremonySamples.Custodians.Select(person =>
        {
            JsonObject one = Person(person);
            one["site"] = $"site of {person}";
            one["country"] = "FR";
            if (Recipients.TryGetValue(person, out string? recipient)) one["recipient"] = recipient;
            return (JsonNode)one;
        })];
        JsonObject draft = new()
        {
            ["purpose"] = purpose, ["algorithm"] = "bip32-seed", ["keystore"] = "software", ["threshold"] = 2,
            ["custodians"] = custodians, ["witnesses"] = new JsonArray(Person("walter")),
            ["securityManager"] = Person("sandra"),
        };
        if (root is not null) draft["root"] = root;
        return draft;
    }

    /// <summary>A file of one line that only its owner reads.</summary>
    internal string Secret(string name, string line)
    {
        File.WriteAllText(PathOf(name), line + "\n");
        File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return PathOf(name);
    }

    internal JsonObject Person(string name) => new() { ["person"] = name, ["key"] = Keys[name].ToString() };

    internal async Task<CliRun> PlanAsync(JsonObject draft, string name)
    {
        File.WriteAllText(PathOf($"{name}.draft"), draft.ToJsonString());
        return await CliRun.RunAsync(
            "ceremony", "plan", PathOf($"{name}.draft"), "--institution", Institution.ToString(), "--out", PathOf(name));
    }

    internal string[] Perform(string plan, string folder, params IEnumerable<string> absent)
    {
        List<string> arguments =
        [
            "ceremony", "perform", PathOf(plan), "--out", PathOf(folder), "--unlock-file", PathOf("unlock"),
            "--unlock-cost", "interactive",
        ];
        foreach (string person in Keys.Keys.Except(absent))
            arguments.AddRange(["--key", $"{person}={PathOf($"{person}.pem")}"]);
        return [.. arguments];
    }

    internal JsonObject Transcript(string folder) =>
        JsonNode.Parse(File.ReadAllBytes(PathOf(folder, "transcript.json")))!.AsObject();

    internal string RootOf(string folder) => Transcript(folder)["entries"]!.AsArray()
        .Select(entry => entry!["facts"]!["root"]?.GetValue<string>()).First(root => root is not null)!;

    internal JsonObject Facts(string folder, string step) => Transcript(folder)["entries"]!.AsArray()
        .Last(entry => entry!["step"]!.GetValue<string>() == step)!["facts"]!.AsObject();

    internal string WordsOf(string folder, string person, int number) =>
        WordsIn(PathOf(folder, $"share-{number}-{person}.age"), person);

    internal string WordsIn(string file, string person)
    {
        ShareFile.TryOpen(file, PathOf($"{person}.age-key"), out var words, out _).ShouldBeTrue();
        using (words) return words!.Use(System.Text.Encoding.ASCII.GetString);
    }

    /// <summary>The plan made, performed by all who are named in it, and its end awaited.</summary>
    internal async Task PlayAsync(
        string name, JsonObject draft, string[] options, Func<TerminalRun, Task> play, params string[] absent)
    {
        CliRun planned = await PlanAsync(draft, $"{name}.plan");
        planned.ExitCode.ShouldBe(0, planned.Error);
        using TerminalRun run = TerminalRun.Start([.. Perform($"{name}.plan", name, absent), .. options]);
        await run.BeginAsync();
        await play(run);
        string[] people = [.. Keys.Keys.Except(absent)];
        await run.SignAsync(people);
        (await run.EndAsync()).ShouldBe(0, run.Screen);
        await VerifyElsewhereAsync(name, people.Length);
    }

    /// <summary>The transcript alone, copied away; altered, it no longer holds.</summary>
    internal async Task VerifyElsewhereAsync(string name, int signatures)
    {
        DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("strongroom-elsewhere-");
        string copy = Path.Combine(elsewhere.FullName, "transcript.json");
        File.Copy(PathOf(name, "transcript.json"), copy);
        CliRun run = await CliRun.RunAsync("ceremony", "verify", copy, "--plan", PathOf($"{name}.plan"), "--json");
        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        JsonNode.Parse(run.Output)!["signatures"]!.GetValue<int>().ShouldBe(signatures);
        string altered = File.ReadAllText(copy).Replace("\"done\"", "\"DONE\"", StringComparison.Ordinal);
        File.WriteAllText(copy, altered);
        (await CliRun.RunAsync("ceremony", "verify", copy)).ExitCode.ShouldBe(1);
        elsewhere.Delete(recursive: true);
    }

    internal static string Dice() => string.Concat(
        RandomNumberGenerator.GetItems<char>("123456", 60));
}
