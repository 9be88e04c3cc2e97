using System.Text;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Signer.Keys;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Ceremonies;

/// <summary>Ceremonies played at a pseudo-terminal, from the plan to the transcript's verification elsewhere.</summary>
public sealed class PerformTests : IDisposable
{
    private readonly CeremonyRoom _room = new();

    public void Dispose() => _room.Dispose();

    [TerminalFact]
    public async Task A_root_is_generated_backed_up_and_restored_in_a_drill()
    {
        await _room.MakeCustodianKeysAsync();
        string paper = await GenerateAsync("root");
        string root = _room.RootOf("root");
        await _room.VerifyElsewhereAsync("root", 5);
        OpensInTheSigner(Path.Combine(_room.PathOf("root"), "keystore.json"), root);
        await BackUpAsync(root);
        await _room.VerifyElsewhereAsync("backup", 5);
        string screen = await DrillAsync(root, _room.WordsOf("root", "carol", 1), paper);
        await _room.VerifyElsewhereAsync("drill", 4);
        NothingSecretIn("root", _room.WordsOf("root", "carol", 1), paper);
        NothingSecretIn("drill", _room.WordsOf("root", "carol", 1), paper);
        screen.ShouldNotContain(paper.Split(' ')[20] + " " + paper.Split(' ')[21]);
        CliRun wrongRoot = await _room.PlanAsync(_room.Draft("restore-drill", new string('0', 64)), "other.plan");
        wrongRoot.ExitCode.ShouldBe(0, wrongRoot.Error);
        await RefuseSharesAsync(paper);
    }

    [TerminalFact]
    public async Task An_interrupted_secret_stretch_starts_over_and_an_aborted_ceremony_leaves_nothing()
    {
        await _room.MakeCustodianKeysAsync();
        (await _room.PlanAsync(_room.Draft("generate-root"), "plan")).ExitCode.ShouldBe(0);
        using (TerminalRun first = TerminalRun.Start(_room.Perform("plan", "out")))
        {
            await RollAsync(first);
            await first.GoOnAsync("share:carol");
            await first.ExpectAsync("  done");
            await first.ExpectAsync("share:dave");
            await first.KillAsync();
        }

        File.Exists(_room.PathOf("out", "share-1-carol.age")).ShouldBeTrue();
        string state = File.ReadAllText(_room.PathOf("out", "state.json"));
        state.ShouldNotContain(_room.WordsOf("out", "carol", 1).Split(' ')[10] + " ");
        using TerminalRun second = TerminalRun.Start(_room.Perform("plan", "out"));
        await second.ExpectAsync("that stretch starts over");
        await second.ExpectAsync("  generate");
        File.Exists(_room.PathOf("out", "share-1-carol.age")).ShouldBeFalse();
        await second.ExpectAsync("or abort:");
        await second.TypeAsync("abort");
        await second.ExpectAsync(PerformRefusal.Aborted);
        (await second.EndAsync()).ShouldBe(1);
        Directory.Exists(_room.PathOf("out")).ShouldBeFalse();
    }

    private async Task<string> GenerateAsync(string folder)
    {
        (await _room.PlanAsync(_room.Draft("generate-root"), "root.plan")).ExitCode.ShouldBe(0);
        using TerminalRun run = TerminalRun.Start(_room.Perform("root.plan", folder));
        await RollAsync(run);
        await run.GoOnAsync("share:carol");
        await run.GoOnAsync("share:dave");
        string paper = await run.TakePaperAsync("share:erin");
        await run.GoOnAsync("check");
        await run.GoOnAsync("seal");
        await run.SignAsync("carol", "dave", "erin", "walter", "sandra");
        (await run.EndAsync()).ShouldBe(0, run.Screen);
        Directory.EnumerateFiles(_room.PathOf(folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            ["keystore.json", "record.html", .. RecordTests.Pdf, "share-1-carol.age", "share-2-dave.age", "transcript.json"]);
        return paper;
    }

    private static async Task RollAsync(TerminalRun run)
    {
        await run.BeginAsync();
        await run.RollAsync();
    }

    private async Task BackUpAsync(string root)
    {
        (await _room.PlanAsync(_room.Draft("backup", root), "backup.plan")).ExitCode.ShouldBe(0);
        string[] keystore = ["--keystore", _room.PathOf("root", "keystore.json")];
        using TerminalRun run = TerminalRun.Start([.. _room.Perform("backup.plan", "backup"), .. keystore]);
        await run.BeginAsync();
        foreach (string step in (string[])["open", "share:carol", "share:dave"])
            await run.GoOnAsync(step);
        await run.TakePaperAsync("share:erin");
        await run.GoOnAsync("check");
        await run.SignAsync("carol", "dave", "erin", "walter", "sandra");
        (await run.EndAsync()).ShouldBe(0, run.Screen);
        _room.RootOf("backup").ShouldBe(root);
    }

    /// <summary>A wrong word, the same share again, and a share of the backup's set are named; then the right ones.</summary>
    private async Task<string> DrillAsync(string root, string first, string paper)
    {
        (await _room.PlanAsync(_room.Draft("restore-drill", root), "drill.plan")).ExitCode.ShouldBe(0);
        using TerminalRun run = TerminalRun.Start(_room.Perform("drill.plan", "drill", "dave"));
        await run.BeginAsync();
        await run.GoOnAsync("collect:1");
        await run.AnswerAsync(first[..first.LastIndexOf(' ')] + " academic", ShareRefusal.Checksum);
        await run.AnswerAsync(first, "  done");
        await run.GoOnAsync("collect:2");
        await run.AnswerAsync(first, ShareRefusal.Repeated);
        await run.AnswerAsync(_room.WordsOf("backup", "dave", 2), ShareRefusal.OtherSet);
        await run.AnswerAsync(paper, "  done");
        await run.GoOnAsync("root");
        await run.SignAsync("carol", "erin", "walter", "sandra");
        (await run.EndAsync()).ShouldBe(0, run.Screen);
        return run.Screen;
    }

    private async Task RefuseSharesAsync(string paper)
    {
        using TerminalRun run = TerminalRun.Start(_room.Perform("other.plan", "other", "dave"));
        await run.BeginAsync();
        await run.GoOnAsync("collect:1");
        await run.AnswerAsync(_room.WordsOf("root", "carol", 1), "  done");
        await run.GoOnAsync("collect:2");
        await run.AnswerAsync(paper, "  done");
        await run.GoOnAsync("root");
        await run.ExpectAsync(PerformRefusal.RootDiffers);
        (await run.EndAsync()).ShouldBe(1);
        File.Exists(_room.PathOf("other", "transcript.json")).ShouldBeFalse();
        using TerminalRun again = TerminalRun.Start(_room.Perform("other.plan", "other", "erin"));
        await again.ExpectAsync("Other people are here than before");
        await again.ExpectAsync("  roles\r\n");
    }

    private static void OpensInTheSigner(string path, string root)
    {
        SealedSeed.TryParse(File.ReadAllBytes(path), out SealedSeed? seed).ShouldBeTrue();
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse battery staple"u8);
        seed.TryOpen(unlock, CeremonyRoom.Genesis.ToBytes(), out SecretBytes? opened).ShouldBeTrue();
        RootName.Of(opened).ToString().ShouldBe(root);
        opened.Dispose();
    }

    /// <summary>No two neighbouring words of a share stand in anything that the ceremony left.</summary>
    private void NothingSecretIn(string folder, params string[] shares)
    {
        foreach (string file in Directory.EnumerateFiles(_room.PathOf(folder)))
        {
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            foreach (string share in shares)
            {
                string[] words = share.Split(' ');
                for (int word = 4; word < words.Length - 1; word++)
                    text.Contains($"{words[word]} {words[word + 1]}", StringComparison.Ordinal).ShouldBeFalse(file);
            }
        }
    }
}
