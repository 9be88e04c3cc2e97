using Strongroom.Audit;
using Strongroom.Cli.Recovery;
using Strongroom.Recovery;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Faults;
using Strongroom.Tests.Recovery;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// A thief with too few shares, with shares of another root, or with the pen over the descriptors, even with the
/// journal's own key: no recovery sends anything.
/// </summary>
public sealed class StolenSharesTests : IAsyncLifetime
{
    private LostHouse _house = null!;

    public async Task InitializeAsync()
    {
        if (new RecoveryFactAttribute().Skip is null) _house = await LostHouse.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_house is not null) await _house.DisposeAsync();
    }

    [RecoveryFact]
    public async Task No_recovery_goes_by_too_few_shares_other_shares_or_altered_descriptors()
    {
        await _house.Chain.PayAsync(_house.Addresses["first"], System.Numerics.BigInteger.Pow(10, 18));
        await _house.ExportAsync();
        _house.ForgeAddress();
        await _house.GenerateAsync("other");
        File.Copy(_house.Room.PathOf("other", "share-1-carol.age"), _house.PathOf("other-carol.age"));
        File.Copy(_house.Room.PathOf("other", "share-2-dave.age"), _house.PathOf("other-dave.age"));
        await _house.LoseEverythingAsync("carol", "dave");
        string to = SweepTests.Fresh();
        string[] all = ["--to-all", to];
        await RefuseAsync("share.too-few", _house.Sweep("refused", ["carol"], all));
        await RefuseAsync(RecoveryRefusal.Destination, _house.Sweep("refused", ["carol", "dave"]));
        await RefuseAsync(RecoveryRefusal.Destination, _house.Sweep(
            "refused", ["carol", "dave"], "--to-all", _house.Addresses["first"]));
        await RefuseAsync(RecoveryRefusal.GasAccount, _house.Sweep(
            "refused", ["carol", "dave"], [.. all, "--gas-account", $"{Guid.CreateVersion7()}"]));
        string[] others =
        [
            "--share", _house.PathOf("other-carol.age"), "--key", _house.PathOf("carol.key"),
            "--share", _house.PathOf("other-dave.age"), "--key", _house.PathOf("dave.key"),
        ];
        await RefuseAsync(RecoveryRefusal.RootDiffers, _house.Sweep("refused", [], [.. others, .. all]));
        string forged = File.ReadAllText(_house.PathOf("forged.jsonl"));
        await RefuseAlteredAsync(RecoveryRefusal.AddressDiffers, _ => forged, all);
        await RefuseAlteredAsync(
            RecoveryRefusal.Signature, text => text.Replace("DUSD", "DUSE", StringComparison.Ordinal), all);
        await RefuseAlteredAsync(RecoveryRefusal.Incomplete, text => text.TrimEnd('\n'), all);
        RefuseWithoutNode(to);
        Directory.Exists(_house.PathOf("refused")).ShouldBeFalse();
        (await _house.Chain.BalanceAsync(to, DevChain.Ether)).ShouldBe(0);
    }

    private async Task RefuseAlteredAsync(string code, Func<string, string> alter, string[] more)
    {
        string right = File.ReadAllText(_house.Descriptors);
        File.WriteAllText(_house.Descriptors, alter(right));
        await RefuseAsync(code, _house.Sweep("refused", ["carol", "dave"], more));
        File.WriteAllText(_house.Descriptors, right);
    }

    private static async Task RefuseAsync(string code, string[] arguments)
    {
        CliRun run = await CliRun.RunAsync(arguments);
        run.ExitCode.ShouldBe(1, run.Output + run.Error);
        run.Error.ShouldContain(code);
    }

    private void RefuseWithoutNode(string to)
    {
        GatherShares.TryRun(
            [_house.PathOf("carol.age"), _house.PathOf("dave.age")],
            [_house.PathOf("carol.key"), _house.PathOf("dave.key")], out RebuiltRoot? rebuilt, out _).ShouldBeTrue();
        using RebuiltRoot root = rebuilt!;
        Destinations.TryParse([], to, out Destinations? destinations, out _).ShouldBeTrue();
        NoteKey.TryParse(_house.JournalKey, out NoteKey? journal, out _).ShouldBeTrue();
        using SweepRun run = new(root, journal!, destinations!)
        {
            Descriptors = _house.Descriptors, GasAccount = null, Output = _house.PathOf("refused"), TimeMax = TimeSpan.Zero,
        };
        run.Check()!.Code.ShouldBe(RecoveryRefusal.ChainUnreachable);
    }
}
