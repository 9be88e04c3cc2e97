using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Ceremonies;

/// <summary>Roots that leave the house or end, played at a pseudo-terminal.</summary>
public sealed class EndOfRootTests : IDisposable
{
    private readonly CeremonyRoom _room = new();
    private readonly CeremonyRoom _client = new("rosa");

    public void Dispose()
    {
        _room.Dispose();
        _client.Dispose();
    }

    [TerminalFact]
    public async Task A_dedicated_root_is_returned_to_its_client_who_signs_for_it()
    {
        await _client.MakeCustodianKeysAsync("erin", "rosa");
        string root = await GenerateAsync(_client, "rosa");
        JsonObject draft = Return(root, "keystore");
        string[] options = ["--keystore", _client.PathOf("root", "keystore.json")];
        await RefuseWithoutReceiverAsync(draft, options);
        await _client.PlayAsync("return", draft, options, async run =>
        {
            await run.GoOnAsync("open");
            await run.GoOnAsync("hand-over");
        });
        RootOf(_client.WordsIn(_client.PathOf("return", "root.age"), "rosa")).ShouldBe(root);
        _client.Facts("return", "hand-over")["client"]!.GetValue<string>().ShouldBe(CeremonySamples.Client);
    }

    [TerminalFact]
    public async Task A_root_is_rebuilt_from_shares_and_returned_on_paper()
    {
        await _client.MakeCustodianKeysAsync("erin");
        string root = await GenerateAsync(_client, "rosa");
        JsonObject draft = Return(root, "shares");
        draft["receiver"]!.AsObject().Remove("recipient");
        string paper = "";
        await _client.PlayAsync("return", draft, [], async run =>
        {
            await run.GoOnAsync("collect:1");
            await run.AnswerAsync(_client.WordsOf("root", "carol", 1));
            await run.GoOnAsync("collect:2");
            await run.AnswerAsync(_client.WordsOf("root", "erin", 3));
            await run.GoOnAsync("root");
            paper = await run.TakePaperAsync("hand-over");
        }, "dave");
        RootOf(paper).ShouldBe(root);
        Directory.EnumerateFiles(_client.PathOf("return")).Select(Path.GetExtension).ShouldNotContain(".age");
    }

    [TerminalFact]
    public async Task A_root_is_destroyed_in_all_its_copies_and_an_interruption_does_not_lose_the_record()
    {
        await _room.MakeCustodianKeysAsync("erin");
        string root = await GenerateAsync(_room);
        string keystore = _room.PathOf("root", "keystore.json");
        JsonObject draft = _room.Draft("destroy", root);
        draft["destroys"] = new JsonArray("keystore", "shares");
        (await _room.PlanAsync(draft, "end.plan")).ExitCode.ShouldBe(0);
        string[] perform = [.. _room.Perform("end.plan", "end"), "--keystore", keystore];
        using (TerminalRun first = TerminalRun.Start(perform))
        {
            await first.BeginAsync();
            await first.GoOnAsync("examine");
            await SurrenderAsync(first);
            await first.GoOnAsync("shred:carol");
            await first.ExpectAsync("type destroyed");
            await first.TypeAsync("yes");
            await first.ExpectAsync("type destroyed");
            await first.TypeAsync("destroyed");
            await first.ExpectAsync("  done");
            await first.ExpectAsync("shred:dave");
            await first.KillAsync();
        }

        using (TerminalRun others = TerminalRun.Start([.. perform, "--key", $"rosa={_client.PathOf("rosa.pem")}"]))
            await others.ExpectAsync("shred:dave"); // a guest whom the plan does not name changes nothing
        await FinishAsync(perform);
        File.Exists(keystore).ShouldBeFalse();
        await _room.VerifyElsewhereAsync("end", 5);
        JsonObject line = _room.Facts("end", "shred:erin");
        line["number"]!.GetValue<int>().ShouldBe(3);
        line["site"]!.GetValue<string>().ShouldBe("site of erin");
        File.Exists(_room.PathOf("end", "final")).ShouldBeFalse();
    }

    [TerminalFact]
    public async Task Nothing_is_destroyed_when_a_share_is_of_another_set_or_the_keystore_was_exchanged()
    {
        await _room.MakeCustodianKeysAsync("erin");
        string root = await GenerateAsync(_room);
        string keystore = _room.PathOf("root", "keystore.json");
        byte[] file = File.ReadAllBytes(keystore);
        await _room.PlayAsync("backup", _room.Draft("backup", root), ["--keystore", keystore], async run =>
        {
            await run.GoOnAsync("open");
            await run.TakeFilesAsync();
        });
        JsonObject draft = _room.Draft("destroy", root);
        draft["destroys"] = new JsonArray("shares", "keystore");
        (await _room.PlanAsync(draft, "end.plan")).ExitCode.ShouldBe(0);
        string[] perform = [.. _room.Perform("end.plan", "end"), "--keystore", keystore];
        using TerminalRun run = TerminalRun.Start(perform);
        await run.BeginAsync();
        await run.GoOnAsync("examine");
        await run.GoOnAsync("surrender:carol");
        await run.AnswerAsync(_room.WordsOf("root", "carol", 1));
        await run.GoOnAsync("surrender:dave");
        await run.AnswerAsync(_room.WordsOf("backup", "dave", 2), ShareRefusal.OtherSet);
        await run.AnswerAsync(_room.WordsOf("root", "carol", 1), ShareRefusal.Repeated);
        await run.AnswerAsync(_room.WordsOf("root", "dave", 2));
        await run.GoOnAsync("surrender:erin");
        await run.AnswerAsync(_room.WordsOf("root", "erin", 3));
        await run.GoOnAsync("root");
        foreach (string person in CeremonySamples.Custodians)
        {
            await run.GoOnAsync($"shred:{person}");
            await run.TypeAsync("destroyed");
        }

        File.WriteAllBytes(keystore, [.. file, (byte)'\n']);
        await run.GoOnAsync("destroy");
        await run.ExpectAsync(PerformRefusal.KeystoreChanged);
        (await run.EndAsync()).ShouldBe(1);
        File.Exists(keystore).ShouldBeTrue();
        await OnlyTheSamePeopleGoOnAsync();
    }

    /// <summary>A custodian of another plan cannot take the place of one; here everybody is needed anyway.</summary>
    private async Task OnlyTheSamePeopleGoOnAsync()
    {
        CliRun fewer = await CliRun.RunAsync(
            [.. _room.Perform("end.plan", "end", "dave"), "--keystore", _room.PathOf("root", "keystore.json")]);
        fewer.Error.ShouldContain("custodian dave");
    }

    [TerminalFact]
    public async Task Once_the_root_was_handed_over_only_the_same_people_go_on()
    {
        await _client.MakeCustodianKeysAsync("erin", "rosa");
        string root = await GenerateAsync(_client, "rosa");
        (await _client.PlanAsync(Return(root, "keystore"), "plan")).ExitCode.ShouldBe(0);
        string[] keystore = ["--keystore", _client.PathOf("root", "keystore.json")];
        using (TerminalRun run = TerminalRun.Start([.. _client.Perform("plan", "out"), .. keystore]))
        {
            await run.BeginAsync();
            await run.GoOnAsync("open");
            await run.GoOnAsync("hand-over");
            await run.ExpectAsync("  close");
            await run.ExpectAsync("or abort:");
            await run.TypeAsync("abort");
            await run.ExpectAsync("can only be finished");
            await run.KillAsync();
        }

        using TerminalRun fewer = TerminalRun.Start([.. _client.Perform("plan", "out", "dave"), .. keystore]);
        await fewer.ExpectAsync(PerformRefusal.PeopleDiffer);
        (await fewer.EndAsync()).ShouldBe(1);
        File.Exists(_client.PathOf("out", "root.age")).ShouldBeTrue();
    }

    private static async Task<string> GenerateAsync(CeremonyRoom room, params string[] absent)
    {
        await room.PlayAsync("root", room.Draft("generate-root"), [], async run =>
        {
            await run.RollAsync();
            await run.TakeFilesAsync();
            await run.GoOnAsync("seal");
        }, absent);
        return room.RootOf("root");
    }

    private JsonObject Return(string root, string source)
    {
        JsonObject draft = _client.Draft("return", root);
        draft["source"] = source;
        draft["client"] = CeremonySamples.Client;
        JsonObject receiver = _client.Person("rosa");
        if (_client.Recipients.TryGetValue("rosa", out string? recipient)) receiver["recipient"] = recipient;
        draft["receiver"] = receiver;
        return draft;
    }

    private async Task RefuseWithoutReceiverAsync(JsonObject draft, string[] options)
    {
        (await _client.PlanAsync(draft, "alone")).ExitCode.ShouldBe(0);
        CliRun alone = await CliRun.RunAsync([.. _client.Perform("alone", "alone.out", "rosa"), .. options]);
        alone.Error.ShouldContain("receiver rosa");
        JsonObject nobody = draft.DeepClone().AsObject();
        nobody.Remove("client");
        (await _client.PlanAsync(nobody, "nobody")).Error.ShouldContain("needs client");
    }

    private async Task SurrenderAsync(TerminalRun run)
    {
        foreach ((int index, string person) in CeremonySamples.Custodians.Index())
        {
            await run.GoOnAsync($"surrender:{person}");
            await run.AnswerAsync(_room.WordsOf("root", person, index + 1));
        }

        await run.GoOnAsync("root");
    }

    private static async Task FinishAsync(string[] perform)
    {
        using TerminalRun run = TerminalRun.Start(perform);
        foreach (string person in (string[])["dave", "erin"])
        {
            await run.GoOnAsync($"shred:{person}");
            await run.ExpectAsync("type destroyed");
            await run.TypeAsync("destroyed");
        }

        await run.ExpectAsync("  destroy\r\n");
        await run.ExpectAsync("or abort:");
        await run.TypeAsync("abort");
        await run.ExpectAsync("can only be finished");
        await run.TypeAsync("");
        await run.SignAsync("carol", "dave", "erin", "walter", "sandra");
        (await run.EndAsync()).ShouldBe(0, run.Screen);
    }

    private static string RootOf(string words)
    {
        SharePhrase.TryParse(Encoding.ASCII.GetBytes(words), 1, out SecretShare? share, out _).ShouldBeTrue();
        using SecretShare whole = share!;
        SharedSecret.TryCombine([whole], [], out SecretBytes? root, out _).ShouldBeTrue();
        using (root) return RootName.Of(root!).ToString();
    }
}
