using System.Diagnostics;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Sodium;
using Strongroom.Tests.Ceremonies;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Recovery;

namespace Strongroom.Tests.Secrets;

/// <summary>
/// The command line program while a root is in it: at a ceremony and at a recovery it stands on locked pages and
/// nowhere else, whatever was typed, opened or put together; and in no file that is left.
/// </summary>
public sealed class CeremonyMemoryTests : IDisposable
{
    private readonly CeremonyRoom _room = new();

    public void Dispose() => _room.Dispose();

    [RootTerminalFact]
    public async Task A_restore_drill_keeps_typed_words_shares_and_root_on_locked_pages_only()
    {
        await _room.MakeCustodianKeysAsync();
        using SecretBytes seed = SecretBytes.Random(SealedSeed.SeedBytes);
        string[] words = Split(seed);
        MemoryScan scan = new MemoryScan().OfSeed(seed).OfShare("share 1", words[0]).OfShare("share 3", words[2]);
        (await _room.PlanAsync(_room.Draft("restore-drill", $"{RootName.Of(seed)}"), "drill.plan")).ExitCode.ShouldBe(0);
        using TerminalRun run = TerminalRun.Start(_room.Perform("drill.plan", "drill", "dave"));
        await run.BeginAsync();
        await run.GoOnAsync("collect:1");
        await run.AnswerAsync(words[0].ToUpperInvariant(), "  done");
        await run.GoOnAsync("collect:2");
        Look(scan, run, "a share was typed").ShouldContain(hit => hit.Name.StartsWith("share 1, value", StringComparison.Ordinal));
        await run.AnswerAsync(words[2], "  done");
        await run.GoOnAsync("root");
        await run.ExpectAsync("close");
        Look(scan, run, "the root was put together");
        await run.ExpectAsync("or abort:");
        await run.TypeAsync("");
        foreach (string person in (string[])["carol", "erin", "walter", "sandra"])
        {
            await run.ExpectAsync($"{person}: Enter signs it with your key, or abort:");
            await run.TypeAsync("");
        }

        (await run.EndAsync()).ShouldBe(0, run.Screen);
        KeptFiles.HoldNone(scan, _room.PathOf("drill"));
    }

    [RootTerminalFact]
    public async Task A_backup_keeps_the_opened_root_and_its_new_shares_on_locked_pages_only()
    {
        await _room.MakeCustodianKeysAsync();
        using SecretBytes seed = SecretBytes.Random(SealedSeed.SeedBytes);
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse battery staple"u8);
        byte[] keystore = SealedSeed.Seal(seed, unlock, CeremonyRoom.Genesis.ToBytes(), Argon2idCost.Interactive).ToBytes();
        File.WriteAllBytes(_room.PathOf("keystore.json"), keystore);
        (await _room.PlanAsync(_room.Draft("backup", $"{RootName.Of(seed)}"), "backup.plan")).ExitCode.ShouldBe(0);
        using TerminalRun run = TerminalRun.Start(
            [.. _room.Perform("backup.plan", "backup"), "--keystore", _room.PathOf("keystore.json")]);
        await run.BeginAsync();
        foreach (string step in (string[])["open", "share:carol", "share:dave"]) await run.GoOnAsync(step);
        string paper = await run.TakePaperAsync("share:erin");
        MemoryScan scan = new MemoryScan().OfSeed(seed).Text("unlock", "correct horse battery staple")
            .OfShare("carol's", _room.WordsOf("backup", "carol", 1)).OfShare("paper", paper);
        await run.GoOnAsync("check");
        await run.ExpectAsync("close");
        Look(scan, run, "shares were handed over and checked")
            .ShouldContain(hit => hit.Name.StartsWith("paper, value", StringComparison.Ordinal));
        await run.KillAsync();
    }

    [RootTerminalFact]
    public async Task A_recovery_keeps_nothing_but_the_node_above_the_accounts_on_locked_pages()
    {
        if (new RecoveryFactAttribute().Skip is not null) return;
        await using LostHouse house = await LostHouse.StartAsync();
        await house.Chain.PayAsync(house.Addresses["first"], System.Numerics.BigInteger.Pow(10, 18));
        await house.ExportAsync();
        string carol = house.Room.WordsOf("root", "carol", 1), dave = house.Room.WordsOf("root", "dave", 2);
        using SecretBytes seed = Combine(carol, dave);
        MemoryScan scan = new MemoryScan().OfSeed(seed, 0, 1, 2).OfShare("carol's", carol).OfShare("dave's", dave)
            .Text("carol's age key", AgeKeyOf(house.Room.PathOf("carol.age-key")));
        await house.LoseEverythingAsync("carol", "dave");
        using Process sweep = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Strongroom.Cli.dll"), .. house.Sweep("recovery", ["carol", "dave"], "--to-all", SweepTests.Fresh())])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        string sent = Path.Combine(house.PathOf("recovery"), "transactions");
        while (!Directory.Exists(sent) || Directory.GetFiles(sent, "*.json", SearchOption.AllDirectories).Length == 0)
        {
            sweep.HasExited.ShouldBeFalse();
            await Task.Delay(10);
        }

        Process.Start("kill", ["-STOP", $"{sweep.Id}"]).WaitForExit();
        List<MemoryHit> hits = scan.Run(sweep.Id);
        File.ReadAllText($"/proc/{sweep.Id}/cmdline").ShouldNotContain(carol.Split(' ')[10] + " ");
        Process.Start("kill", ["-CONT", $"{sweep.Id}"]).WaitForExit();
        hits.Where(hit => !(hit.IsLocked && hit.Name.StartsWith(KnownSecrets.Coin, StringComparison.Ordinal)))
            .Select(hit => $"{hit}").ShouldBeEmpty();
        hits.ShouldNotBeEmpty();
        await sweep.WaitForExitAsync();
        sweep.ExitCode.ShouldBe(0);
        KeptFiles.HoldNone(scan, house.PathOf("recovery"));
    }

    /// <summary>Whatever is found stands on locked pages; and the process is closed to others and dumps nothing.</summary>
    private static List<MemoryHit> Look(MemoryScan scan, TerminalRun run, string after)
    {
        int program = run.ProgramId;
        List<MemoryHit> hits = scan.Run(program);
        scan.BytesRead.ShouldBeGreaterThan(20_000_000);
        hits.Where(hit => !hit.IsLocked).Select(hit => $"after {after}: {hit}").ShouldBeEmpty();
        File.ReadLines($"/proc/{program}/limits").Single(line => line.StartsWith("Max core file size", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..6].ShouldBe(["0", "0"]);
        return hits;
    }

    private static string[] Split(SecretBytes seed)
    {
        using SecretLease lease = seed.Open();
        IReadOnlyList<SecretShare> shares = SharedSecret.Split(lease.Span, [], SplitPlan.Of(2, 3));
        return [.. shares.Select(share =>
        {
            using SecretShare owned = share;
            using SecretBytes words = SharePhrase.ToWords(owned);
            return words.Use(System.Text.Encoding.ASCII.GetString);
        })];
    }

    private static SecretBytes Combine(params string[] words)
    {
        SecretShare[] shares = [.. words.Select((one, index) =>
        {
            SharePhrase.TryParse(System.Text.Encoding.ASCII.GetBytes(one), index + 1, out SecretShare? share, out _).ShouldBeTrue();
            return share!;
        })];
        SharedSecret.TryCombine(shares, [], out SecretBytes? seed, out _).ShouldBeTrue();
        foreach (SecretShare share in shares) share.Dispose();
        return seed!;
    }

    private static string AgeKeyOf(string path) =>
        File.ReadLines(path).First(line => line.StartsWith("AGE-SECRET-KEY-", StringComparison.Ordinal))[15..];
}
