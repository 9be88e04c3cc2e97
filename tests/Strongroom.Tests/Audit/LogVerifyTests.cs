using System.Diagnostics;
using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Xunit.Abstractions;

namespace Strongroom.Tests.Audit;

/// <summary>
/// Our verifier and one that was written from the C2SP texts in another language (verify-log.mjs) accept the
/// same logs and refuse the same attacks.
/// </summary>
public sealed class LogVerifyTests(ITestOutputHelper output)
{
    private const int ByteStep = 23;

    [NodeFact]
    public async Task Both_verifiers_accept_logs_of_many_sizes()
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        await bench.AddWitnessAsync();
        foreach (int size in (int[])[1, 2, 255, 256, 257, 600])
        {
            string folder = await bench.PublishAsync(size);
            bench.Verify(folder).ShouldBeNull();
            (await RunNodeAsync(bench, [folder])).Single().ShouldStartWith($"ok {size} ");
        }
    }

    [NodeFact]
    public async Task Both_verifiers_refuse_a_log_with_any_byte_altered()
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        string folder = await bench.PublishAsync(300);
        List<string> mutants = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            int step = bytes.Length < 1000 ? 1 : ByteStep;
            for (int at = 0; at < bytes.Length; at += step)
            {
                byte[] altered = [.. bytes];
                altered[at] ^= (byte)(1 << (at % 8));
                File.WriteAllBytes(file, altered);
                bench.Verify(folder).ShouldNotBeNull($"{file} byte {at}");
                if (at % 40 == 0) mutants.Add(KeepCopy(bench, folder, mutants.Count));
            }

            File.WriteAllBytes(file, bytes);
        }

        bench.Verify(folder).ShouldBeNull();
        string[] verdicts = await RunNodeAsync(bench, mutants);
        verdicts.Length.ShouldBe(mutants.Count);
        verdicts.ShouldAllBe(verdict => verdict.StartsWith("refused"));
        output.WriteLine($"{mutants.Count} mutants shown to both");
    }

    [NodeFact]
    public async Task Both_verifiers_refuse_logs_that_are_cut_reordered_or_forked()
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        string older = KeepCopy(bench, await bench.PublishAsync(520), 0);
        string folder = await bench.PublishAsync(530);
        List<string> attacks =
        [
            Attack("cut", copy => File.Delete(At(copy, "tile/entries/001"))),
            Attack("short", copy => File.WriteAllBytes(
                At(copy, "tile/0/000"), File.ReadAllBytes(At(copy, "tile/0/000"))[..^32])),
            Attack("swapped", copy =>
            {
                Swap(copy, "tile/entries/000", "tile/entries/001");
                Swap(copy, "tile/0/000", "tile/0/001");
            }),
            Attack("reordered", copy => SwapEntries(At(copy, "tile/entries/000"))),
            Attack("upper", copy => File.WriteAllBytes(At(copy, "tile/1/000.p/2"), new byte[64])),
        ];

        foreach (string attack in attacks) bench.Verify(attack).ShouldNotBeNull(attack);
        (await RunNodeAsync(bench, attacks)).ShouldAllBe(verdict => verdict.StartsWith("refused"));
        LogVerification whole = new(new LogReader(new FolderSource(folder)), bench.Trust, null);
        whole.Run().ShouldBeNull();
        whole.CheckExtends(ReadHead(older)).ShouldBeNull();
        whole.CheckLeaf(400).ShouldBeNull();
        LogVerification rewound = new(new LogReader(new FolderSource(older)), bench.Trust, null);
        rewound.Run().ShouldBeNull();
        rewound.CheckExtends(ReadHead(folder))!.Code.ShouldBe(AuditRefusal.ConsistencyInvalid);
        whole.CheckLeaf(530)!.Code.ShouldBe(AuditRefusal.LeafOutside);

        string Attack(string name, Action<string> alter)
        {
            string copy = At(bench.Folder, name);
            AuditBench.CopyFolder(folder, copy);
            alter(copy);
            return copy;
        }
    }

    [Fact]
    public async Task Refuses_a_fork_signed_by_the_log_itself_against_an_older_checkpoint()
    {
        await using AuditBench bench = new();
        string honest = KeepCopy(bench, await bench.PublishAsync(40), 0);
        File.Delete(Path.Combine(bench.JournalFolder, "released"));
        Directory.Delete(bench.JournalFolder, recursive: true);
        await using (Signer.Audit.Journal journal = bench.Open())
        {
            await AuditBench.AppendAsync(journal, 1000, 50);
            await journal.WaitCosignedAsync(49);
            await journal.PublishAsync();
        }

        LogVerification forked = new(new LogReader(new FolderSource(bench.PublicFolder)), bench.Trust, null);
        forked.Run().ShouldBeNull();
        forked.CheckExtends(ReadHead(honest))!.Code.ShouldBe(AuditRefusal.ConsistencyInvalid);
    }

    [Fact]
    public async Task Heals_a_published_log_that_lost_files()
    {
        await using AuditBench bench = new();
        string folder = await bench.PublishAsync(600);
        File.Delete(At(folder, "tile/entries/001"));
        File.WriteAllBytes(At(folder, "tile/0/000"), []);
        Directory.Delete(At(folder, "tile/1"), recursive: true);
        bench.Verify(folder).ShouldNotBeNull();
        await using (Signer.Audit.Journal journal = bench.Open()) await journal.PublishAsync();
        bench.Verify(folder).ShouldBeNull();
    }

    [Fact]
    public async Task Commands_end_with_0_1_or_2_and_write_proofs_that_verify()
    {
        await using AuditBench bench = new();
        await bench.AddWitnessAsync();
        string folder = await bench.PublishAsync(50);
        string witness = bench.Witnesses[0].Key.ToString();
        string[] keys = ["--key", bench.LogKey.ToString(), "--witness", witness, "--json"];
        Invoke(["verify", folder, .. keys, "--leaf", "7", "--from", At(folder, "checkpoint")]).ShouldBe(0);
        string file = At(bench.Folder, "7.tlog-proof");
        Invoke(["proof", folder, "7", .. keys, "--out", file]).ShouldBe(0);
        LogProof.TryParse(File.ReadAllBytes(file), out LogProof? proof, out _).ShouldBeTrue();
        proof.Check(AuditBench.Leaf(7), bench.Trust, out _).ShouldBeNull();
        Invoke(["show", folder, "7"]).ShouldBe(0);
        Invoke(["verify", folder, .. keys, "--leaf", "50"]).ShouldBe(1);
        Invoke(["verify", folder, .. keys, "--witnesses-min", "2"]).ShouldBe(2);
        Invoke(["verify", At(bench.Folder, "nowhere"), .. keys]).ShouldBe(2);
    }

    private static SignedCheckpoint ReadHead(string folder)
    {
        byte[] bytes = File.ReadAllBytes(At(folder, "checkpoint"));
        SignedCheckpoint.TryParse(bytes, out SignedCheckpoint? head, out _).ShouldBeTrue();
        return head;
    }

    private static int Invoke(string[] arguments) => LogCommand.Build().Parse(arguments).Invoke();

    private static string At(string folder, string path) => Path.Combine(folder, path);

    private static string KeepCopy(AuditBench bench, string folder, int number)
    {
        string copy = At(bench.Folder, $"kept-{number}");
        AuditBench.CopyFolder(folder, copy);
        return copy;
    }

    private static void Swap(string folder, string one, string other)
    {
        File.Move(At(folder, one), At(folder, "spare"));
        File.Move(At(folder, other), At(folder, one));
        File.Move(At(folder, "spare"), At(folder, other));
    }

    private static void SwapEntries(string file)
    {
        byte[] bundle = File.ReadAllBytes(file);
        int size = 2 + bundle[1];
        bundle[1].ShouldBe(bundle[size + 1]);
        byte[] swapped = [.. bundle[size..(2 * size)], .. bundle[..size], .. bundle[(2 * size)..]];
        File.WriteAllBytes(file, swapped);
    }

    private static async Task<string[]> RunNodeAsync(AuditBench bench, IReadOnlyList<string> folders)
    {
        ProcessStartInfo start = new("node") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Repository.PathOf("tests", "Strongroom.Tests", "Audit", "verify-log.mjs"));
        start.ArgumentList.Add("--key");
        start.ArgumentList.Add(bench.LogKey.ToString());
        foreach (NoteKey witness in bench.Trust.Witnesses)
        {
            start.ArgumentList.Add("--witness");
            start.ArgumentList.Add(witness.ToString());
        }

        foreach (string folder in folders) start.ArgumentList.Add(folder);
        using Process node = Process.Start(start)!;
        string text = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
