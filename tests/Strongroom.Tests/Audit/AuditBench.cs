using System.Text;
using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Signer.Audit;

namespace Strongroom.Tests.Audit;

/// <summary>
/// A folder with a log's key and witnesses that listen on real Unix sockets; all gone at the end.
/// </summary>
internal sealed class AuditBench : IAsyncDisposable
{
    internal const string Origin = "log.example/signer";

    private readonly List<RunningWitness> witnesses = [];
    private readonly ServiceSigningKey signing;

    internal AuditBench()
    {
        Folder = Directory.CreateTempSubdirectory("srlog").FullName;
        signing = ServiceSigningKey.Create(Path.Combine(Folder, "log.key"));
        LogKey = NoteKey.Log(Origin, signing.PublicKey);
    }

    internal string Folder { get; }

    internal NoteKey LogKey { get; }

    internal string JournalFolder => Path.Combine(Folder, "journal");

    internal string PublicFolder => Path.Combine(JournalFolder, "public");

    internal IReadOnlyList<RunningWitness> Witnesses => witnesses;

    internal LogTrust Trust => new(LogKey, [.. witnesses.Select(w => w.Key)], witnesses.Count);

    internal async Task<RunningWitness> AddWitnessAsync()
    {
        string name = $"w{witnesses.Count + 1}";
        RunningWitness witness = new(Path.Combine(Folder, name), name, LogKey);
        await witness.StartAsync();
        witnesses.Add(witness);
        return witness;
    }

    internal JournalOptions Options(string? folder = null) => new()
    {
        Folder = folder ?? JournalFolder,
        Origin = Origin,
        SigningKey = signing,
        Witnesses = [.. witnesses.Select(witness => witness.Endpoint)],
        WitnessesMin = witnesses.Count,
        Fatal = problem => throw new InvalidOperationException("fatal", problem),
    };

    internal Journal Open(string? folder = null)
    {
        bool isOpen = Journal.TryOpen(Options(folder), out Journal? journal, out Refusal? refusal);
        isOpen.ShouldBeTrue(refusal?.ToString());
        return journal!;
    }

    internal static byte[] Leaf(int number) => Encoding.UTF8.GetBytes($"{{\"number\":{number}}}");

    internal static async Task AppendAsync(Journal journal, int from, int count) =>
        await Task.WhenAll(Enumerable.Range(from, count).Select(number => journal.AppendAsync(Leaf(number))));

    /// <summary>A published log of that many leaves; returns its folder.</summary>
    internal async Task<string> PublishAsync(int leaves)
    {
        await using Journal journal = Open();
        await AppendAsync(journal, (int)journal.Size, leaves - (int)journal.Size);
        (await journal.WaitCosignedAsync((ulong)leaves - 1)).IsCosigned.ShouldBeTrue();
        await journal.PublishAsync();
        return PublicFolder;
    }

    internal Refusal? Verify(string folder) =>
        new LogVerification(new LogReader(new FolderSource(folder)), Trust, null).Run();

    public async ValueTask DisposeAsync()
    {
        foreach (RunningWitness witness in witnesses) await witness.StopAsync();
        signing.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>As <c>cp -r</c>: a copy of a folder, also while a journal has it locked.</summary>
    internal static void CopyFolder(string from, string to)
    {
        using System.Diagnostics.Process copy = System.Diagnostics.Process.Start("cp", ["-r", from, to]);
        copy.WaitForExit();
        copy.ExitCode.ShouldBe(0);
    }
}
