using System.Text.Json.Nodes;
using Strongroom.Ceremonies;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Ceremonies;

/// <summary>What is refused before anybody sits down, and at the first step.</summary>
public sealed class PerformRefusalTests : IDisposable
{
    private readonly CeremonyRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task Refuses_what_is_not_as_planned()
    {
        await PlanAsync("plan", _room.Draft("generate-root"));
        await RefusedAsync(_room.Perform("plan", "out", "walter"), CeremonyRefusal.RoleMissing, "witness walter");
        await RefusedAsync(_room.Perform("plan", "out", "sandra"), CeremonyRefusal.RoleMissing, "security manager");
        await RefusedAsync(_room.Perform("plan", "out", "dave"), CeremonyRefusal.RoleMissing, "custodian dave");
        await RefusedAsync(_room.Perform("plan", "out"), PerformRefusal.NoTerminal, "");
        File.Copy(_room.PathOf("carol.pem"), _room.PathOf("dave.pem"), overwrite: true);
        await RefusedAsync(_room.Perform("plan", "out"), PerformRefusal.KeyDiffers, "dave");
        JsonObject other = _room.Draft("generate-root");
        other["software"] = new string('0', 64);
        await PlanAsync("other", other);
        await RefusedAsync(_room.Perform("other", "out"), PerformRefusal.SoftwareDiffers, "");
        Directory.Exists(_room.PathOf("out")).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_a_plan_that_expired_or_was_altered()
    {
        await PlanAsync("plan", _room.Draft("restore-drill", new string('1', 64)));
        JsonObject intent = JsonNode.Parse(File.ReadAllBytes(_room.PathOf("plan")))!.AsObject();
        intent["createdAt"] = "2020-01-01T00:00:00Z";
        intent["expiresAt"] = "2020-01-02T00:00:00Z";
        File.WriteAllBytes(_room.PathOf("old"), GoldenFile.Canonical(intent).ToBytes());
        await RefusedAsync(_room.Perform("old", "out"), PerformRefusal.Expired, "");
        File.WriteAllText(_room.PathOf("altered"), intent.ToJsonString() + " ");
        await RefusedAsync(_room.Perform("altered", "out"), "json.", "");
    }

    [Fact]
    public async Task Refuses_without_what_the_purpose_needs()
    {
        await PlanAsync("plan", _room.Draft("backup", new string('1', 64)));
        await RefusedAsync(_room.Perform("plan", "out"), PerformRefusal.Keystore, "");
        File.SetUnixFileMode(_room.PathOf("unlock"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await RefusedAsync(_room.Perform("plan", "out"), PerformRefusal.Unlock, "");
        CliRun unbuilt = await _room.PlanAsync(_room.Draft("revive"), "revive");
        unbuilt.ExitCode.ShouldBe(1);
        unbuilt.Error.ShouldContain(CeremonyRefusal.UnknownPurpose);
    }

    [Fact]
    public void A_keystore_opens_only_with_its_secret_for_its_institution()
    {
        using SecretBytes seed = SecretBytes.Random(SealedSeed.SeedBytes);
        using SecretBytes unlock = SecretBytes.CopyOf("a long enough secret"u8);
        using SecretBytes wrong = SecretBytes.CopyOf("another long secret"u8);
        string path = _room.PathOf("keystore.json");
        byte[] genesis = CeremonyRoom.Genesis.ToBytes();
        File.WriteAllBytes(path, SealedSeed.Seal(seed, unlock, genesis, new Argon2idCost(1, 64)).ToBytes());
        byte[] file = KeystoreFile.Read(path);
        KeystoreFile.TryOpen(file, unlock, CeremonyRoom.Genesis, out SecretBytes? opened, out _).ShouldBeTrue();
        RootName.Of(opened).ShouldBe(RootName.Of(seed));
        opened.Dispose();
        KeystoreFile.TryOpen(file, wrong, CeremonyRoom.Genesis, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(PerformRefusal.Keystore);
        KeystoreFile.TryOpen(file, unlock, Digest.Sha256("elsewhere"u8), out _, out refusal).ShouldBeFalse();
        KeystoreFile.TryOpen("{}"u8.ToArray(), unlock, CeremonyRoom.Genesis, out _, out refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(PerformRefusal.Keystore);
    }

    [Fact]
    public async Task Verification_compares_the_plan_that_people_approved()
    {
        File.WriteAllBytes(_room.PathOf("transcript"), TranscriptTests.Whole().ToCanonical().ToBytes());
        (await CliRun.RunAsync("ceremony", "verify", _room.PathOf("transcript"))).ExitCode.ShouldBe(0);
        await PlanAsync("plan", _room.Draft("generate-root"));
        string[] verify = ["ceremony", "verify", _room.PathOf("transcript"), "--plan", _room.PathOf("plan")];
        await RefusedAsync(verify, PerformRefusal.PlanDiffers, "");
    }

    [TerminalFact]
    public async Task Refuses_too_few_rolls_a_wrong_copy_on_paper_and_a_folder_of_another_plan()
    {
        await PlanAsync("plan", _room.Draft("generate-root"));
        using (TerminalRun run = TerminalRun.Start(_room.Perform("plan", "out")))
        {
            await run.BeginAsync();
            await run.GoOnAsync("generate");
            await run.ExpectAsync("unseen:");
            await run.TypeAsync("123456");
            await run.ExpectAsync(PerformRefusal.Dice);
            (await run.EndAsync()).ShouldBe(1);
        }

        await MiscopyAsync();
        await PlanAsync("second", _room.Draft("generate-root"));
        using TerminalRun other = TerminalRun.Start(_room.Perform("second", "out"));
        await other.ExpectAsync(PerformRefusal.StateDiffers);
        (await other.EndAsync()).ShouldBe(1);
    }

    private async Task MiscopyAsync()
    {
        using TerminalRun run = TerminalRun.Start(_room.Perform("plan", "out"));
        await run.GoOnAsync("generate");
        await run.ExpectAsync("unseen:");
        await run.TypeAsync(CeremonyRoom.Dice());
        await run.GoOnAsync("share:carol");
        await run.ExpectAsync("Written down?");
        await run.TypeAsync("");
        for (int attempt = 0; attempt < 3; attempt++)
        {
            await run.ExpectAsync("unseen:");
            await run.TypeAsync("academic acid");
        }

        await run.ExpectAsync(PerformRefusal.PaperDiffers);
        (await run.EndAsync()).ShouldBe(1);
    }

    private async Task PlanAsync(string name, JsonObject draft)
    {
        CliRun run = await _room.PlanAsync(draft, name);
        run.ExitCode.ShouldBe(0, run.Error);
    }

    private static async Task RefusedAsync(string[] arguments, string code, string words)
    {
        CliRun run = await CliRun.RunAsync(arguments);
        run.ExitCode.ShouldBe(1, run.Output + run.Error);
        run.Error.ShouldContain(code);
        run.Error.ShouldContain(words);
    }
}
