using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Cli.Audit;
using Strongroom.Intents;
using Strongroom.Signer.Hosting;
using Xunit.Abstractions;

namespace Strongroom.Tests.Faults;

/// <summary>
/// Power failures at seeded moments: Signer and witnesses end at once and find on their disks only what they had
/// synced. Nothing that they released before may be missing afterwards.
/// </summary>
[Collection(FaultsAlone.Name)]
public sealed class PowerLossTests(ITestOutputHelper output)
{
    private const int Accounts = 3;
    private const int ShortFailures = 6;
    private const int LongFailures = 100;

    [CompilerFact]
    public Task Misses_nothing_that_was_released_when_unsynced_writes_are_lost() => RunAsync(ShortFailures);

    [CompilerFact]
    [Trait("Tier", "Long")]
    public Task Misses_nothing_that_was_released_when_power_fails_a_hundred_times() => RunAsync(LongFailures);

    [CompilerFact]
    public async Task Signs_nothing_after_a_disk_that_lied_lost_what_witnesses_saw()
    {
        using LossyDisk disk = new();
        using House house = new(disk);
        await house.FoundAsync();
        await house.Signer.KillAsync();
        LossyDisk.Lie(house.Signer);
        house.Signer.Start();
        using SignerCalls signer = new(house);
        IReadOnlyList<AccountId> accounts = await signer.OpenAsync(1);
        await signer.WithdrawAsync(accounts[0], 1);
        await house.Signer.KillAsync();
        disk.LosePower(house.SignerData).ShouldBeGreaterThan(0);
        house.Signer.Start();
        string reason = "";
        await Desk.UntilAsync("a Signer that knows what it lost", async () =>
        {
            JsonNode status = await signer.StatusAsync();
            status["signing"]!.GetValue<bool>().ShouldBeFalse();
            reason = status["reason"]!.GetValue<string>();
            return reason != SignerRefusal.NotWitnessed;
        });
        reason.ShouldBe(SignerRefusal.JournalBehindWitness);
    }

    private async Task RunAsync(int failures)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("STRONGROOM_SEED"), out int given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"power: seed {seed}");
        using LossyDisk disk = new();
        using House house = new(disk);
        await house.FoundAsync();
        using SignerCalls signer = new(house);
        IReadOnlyList<AccountId> accounts = await signer.OpenAsync(Accounts);
        await house.Signer.KillAsync();
        LossyDisk.SlowDown(house.Signer);
        house.Signer.Start();
        ConcurrentQueue<Released> released = [];
        using CancellationTokenSource enough = new();
        Task working = Task.WhenAll(accounts.Select(account => LaneAsync(signer, account, released, enough.Token)));
        Random random = new(seed);
        int lost = 0;
        for (int failure = 1; failure <= failures; failure++)
        {
            // Mostly while it works, now and then while it is still starting.
            int before = released.Count;
            if (random.Next(4) != 0)
                await Desk.UntilAsync("a signature", () => Task.FromResult(released.Count > before || working.IsFaulted));
            await Task.Delay(random.Next(0, 1000));
            lost += await FailAsync(house, disk, random.Next(1, 8), released);
            if (working.IsFaulted) await working;
            if (failure % 10 == 0) Console.Error.WriteLine($"power: {failure} failures, {released.Count} signatures");
        }

        await enough.CancelAsync();
        await working;
        lost.ShouldBeGreaterThan(0, "no failure lost a write: the shim does not work");
        await CheckAsync(house, signer, accounts, released);
        output.WriteLine($"power: {failures} failures, {lost} files lost writes, {released.Count} signatures");
    }

    /// <summary>Bit 1 the Signer, bits 2 and 4 the witnesses. Returns how many files are not what they were.</summary>
    private static async Task<int> FailAsync(House house, LossyDisk disk, int which, ConcurrentQueue<Released> released)
    {
        List<(HouseProgram Program, string Folder)> victims = [];
        if ((which & 1) != 0) victims.Add((house.Signer, house.SignerData));
        if ((which & 2) != 0) victims.Add((house.Witnesses[0], house.WitnessFolder(1)));
        if ((which & 4) != 0) victims.Add((house.Witnesses[1], house.WitnessFolder(2)));
        await Task.WhenAll(victims.Select(victim => victim.Program.KillAsync()));
        // Every released head carries both witnesses' cosignatures.
        ulong seen = released.IsEmpty ? 0 : released.Max(one => one.Head.Checkpoint.Size);
        int changed = 0;
        foreach ((HouseProgram program, string folder) in victims)
        {
            changed += disk.LosePower(folder);
            if (program != house.Signer) HeldBy(Path.Combine(folder, "state")).ShouldBeGreaterThanOrEqualTo(seen);
            program.Start();
        }

        return changed;
    }

    private static ulong HeldBy(string state)
    {
        JsonArray notes = JsonNode.Parse(File.ReadAllText(state))!.AsArray();
        if (notes.Count == 0) return 0;
        byte[] note = System.Text.Encoding.UTF8.GetBytes(notes[0]!.GetValue<string>());
        SignedCheckpoint.TryParse(note, out SignedCheckpoint? head, out _).ShouldBeTrue();
        return head!.Checkpoint.Size;
    }

    private static async Task LaneAsync(
        SignerCalls signer, AccountId account, ConcurrentQueue<Released> released, CancellationToken stop)
    {
        for (ulong expected = 0; !stop.IsCancellationRequested; expected++)
        {
            Released one = await signer.WithdrawAsync(account, expected + 1);
            one.Nonce.ShouldBe(expected);
            released.Enqueue(one);
        }
    }

    private static async Task CheckAsync(
        House house, SignerCalls signer, IReadOnlyList<AccountId> accounts, ConcurrentQueue<Released> released)
    {
        foreach (Released one in released)
        {
            JsonNode known = await signer.IntentAsync(one.Intent);
            known["state"]!.GetValue<string>().ShouldBe("signed");
            known["nonce"]!.GetValue<ulong>().ShouldBe(one.Nonce);
            (await signer.SignAgainAsync(one)).ShouldBe(one.Signed);
        }

        foreach ((Digest intent, ulong index) in signer.Told.Keys)
            (await signer.IntentAsync(intent))["index"]!.GetValue<ulong>().ShouldBe(index, "it told what it then lost");
        ulong next = 0;
        foreach (AccountId account in accounts)
            next += (await signer.AccountAsync(account))["nextNonce"]!.GetValue<ulong>();
        next.ShouldBe((ulong)released.Count);
        await Desk.UntilAsync("a published log", async () =>
            (await signer.StatusAsync())["size"]!.ToString()
                == (await File.ReadAllLinesAsync(Path.Combine(house.SignerLogFolder, "checkpoint")))[1]);
        using LogReader reader = LogReader.Open(house.SignerLogFolder);
        LogVerification verification = new(reader, house.SignerTrust, null);
        verification.Run().ShouldBeNull();
        ulong size = verification.Head!.Checkpoint.Size;
        foreach (Released one in released)
        {
            reader.Entry(one.Index, size).ShouldBe(one.Leaf);
            verification.CheckExtends(one.Head).ShouldBeNull();
        }
    }
}
