using System.Text;
using System.Text.Json.Nodes;
using Strongroom.Ceremonies;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Ceremonies;

/// <summary>Roots that come from elsewhere, or in the place of others, played at a pseudo-terminal.</summary>
public sealed class NewRootTests : IDisposable
{
    private const string Words =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    private readonly CeremonyRoom _room = new();

    public void Dispose() => _room.Dispose();

    [TerminalFact]
    public async Task Words_of_another_system_are_imported_with_their_passphrase()
    {
        await _room.MakeCustodianKeysAsync("erin");
        using SecretBytes seed = MnemonicSeed.Derive(Encoding.ASCII.GetBytes(Words), "TREZOR"u8);
        string root = RootName.Of(seed).ToString();
        JsonObject draft = _room.Draft("import", root);
        draft["source"] = "words";
        await _room.PlayAsync("import", draft, [], async run =>
        {
            await run.GoOnAsync("import");
            await run.AnswerAsync(Words[..^5] + "zebra", PerformRefusal.Words);
            await run.AnswerAsync(Words.ToUpperInvariant(), "passphrase");
            await run.AnswerAsync("TREZOR");
            await run.TakeFilesAsync();
            await run.GoOnAsync("seal");
            run.Screen.ShouldNotContain("TREZOR");
        });
        _room.Facts("import", "check")["root"]!.GetValue<string>().ShouldBe(root);
        _room.Facts("import", "import")["passphrase"]!.GetValue<bool>().ShouldBeTrue();
        byte[] keystore = KeystoreFile.Read(_room.PathOf("import", "keystore.json"));
        using SecretBytes unlock = SecretBytes.CopyOf("correct horse battery staple"u8);
        KeystoreFile.TryOpen(keystore, unlock, CeremonyRoom.Genesis, out SecretBytes? opened, out _).ShouldBeTrue();
        RootName.Of(opened).ToString().ShouldBe(root);
        opened.Dispose();
    }

    [TerminalFact]
    public async Task A_wrong_passphrase_shows_where_the_plan_names_the_root()
    {
        await _room.MakeCustodianKeysAsync("erin");
        JsonObject draft = _room.Draft("import", new string('1', 64));
        draft["source"] = "words";
        (await _room.PlanAsync(draft, "plan")).ExitCode.ShouldBe(0);
        using TerminalRun run = TerminalRun.Start(_room.Perform("plan", "out"));
        await run.BeginAsync();
        await run.GoOnAsync("import");
        await run.AnswerAsync(Words, "passphrase");
        await run.AnswerAsync("TREZ0R", PerformRefusal.RootDiffers);
        (await run.EndAsync()).ShouldBe(1);
    }

    [TerminalFact]
    public async Task Shares_of_another_set_are_imported_and_others_refused()
    {
        await _room.MakeCustodianKeysAsync("erin");
        using SecretBytes seed = SecretBytes.Random(64);
        string[] set = Split(seed, SplitPlan.Of(2, 3)), other = Split(seed, SplitPlan.Of(2, 2));
        JsonObject draft = _room.Draft("import");
        draft["source"] = "shares";
        await _room.PlayAsync("import", draft, [], async run =>
        {
            await run.GoOnAsync("import");
            await run.AnswerAsync(set[2], "1 of 2 shares");
            await run.AnswerAsync(set[2], ShareRefusal.Repeated);
            await run.AnswerAsync(other[0], ShareRefusal.OtherSet);
            await run.AnswerAsync(set[0], "passphrase");
            await run.AnswerAsync("");
            await run.TakeFilesAsync();
            await run.GoOnAsync("seal");
        });
        _room.Facts("import", "check")["root"]!.GetValue<string>().ShouldBe(RootName.Of(seed).ToString());
    }

    [TerminalFact]
    public async Task Sets_of_groups_and_secrets_of_another_length_are_no_roots()
    {
        JsonObject draft = _room.Draft("import");
        draft["source"] = "shares";
        (await _room.PlanAsync(draft, "plan")).ExitCode.ShouldBe(0);
        using SecretBytes seed = SecretBytes.Random(64), small = SecretBytes.Random(32);
        string[] groups = Split(seed, new SplitPlan(2, [(2, 2), (2, 2)])), single = Split(small, SplitPlan.Of(1, 1));
        using (TerminalRun run = TerminalRun.Start(_room.Perform("plan", "out")))
        {
            await run.BeginAsync();
            await run.GoOnAsync("import");
            await run.AnswerAsync(groups[0], PerformRefusal.ShareGroups);
            (await run.EndAsync()).ShouldBe(1);
        }

        using TerminalRun again = TerminalRun.Start(_room.Perform("plan", "out"));
        await again.GoOnAsync("import");
        await again.AnswerAsync(single[0], "passphrase");
        await again.AnswerAsync("", PerformRefusal.SeedLength);
        (await again.EndAsync()).ShouldBe(1);
    }

    [TerminalFact]
    public async Task A_root_is_rotated_and_later_compromised_with_the_end_of_its_keystore()
    {
        await _room.MakeCustodianKeysAsync("erin");
        string old = new('a', 64);
        await _room.PlayAsync("rotate", _room.Draft("rotate", old), [], MakeAsync);
        string second = _room.Facts("rotate", "check")["root"]!.GetValue<string>();
        _room.Facts("rotate", "generate")["replaces"]!.GetValue<string>().ShouldBe(old);
        string keystore = _room.PathOf("rotate", "keystore.json");
        JsonObject draft = _room.Draft("compromise", second);
        draft["incident"] = "INC-2026-011";
        draft["destroys"] = new JsonArray("keystore");
        string[] options =
        [
            "--keystore", keystore, "--keystore-unlock-file", _room.Secret("old", "correct horse battery staple"),
        ];
        _room.Secret("unlock", "another horse battery");
        await _room.PlayAsync("compromise", draft, options, async run =>
        {
            await run.GoOnAsync("incident");
            await MakeAsync(run);
            await run.GoOnAsync("examine");
            await run.GoOnAsync("destroy");
        });
        File.Exists(keystore).ShouldBeFalse();
        JsonObject incident = _room.Facts("compromise", "incident");
        incident["incident"]!.GetValue<string>().ShouldBe("INC-2026-011");
        incident["compromised"]!.GetValue<string>().ShouldBe(second);
        _room.Facts("compromise", "check")["root"]!.GetValue<string>().ShouldNotBe(second);
        CliRun missing = await _room.PlanAsync(_room.Draft("compromise", second), "missing");
        missing.Error.ShouldContain(CeremonyRefusal.PurposeMembers);
    }

    private static async Task MakeAsync(TerminalRun run)
    {
        await run.RollAsync();
        await run.TakeFilesAsync();
        await run.GoOnAsync("seal");
    }

    private static string[] Split(SecretBytes seed, SplitPlan plan)
    {
        IReadOnlyList<SecretShare> shares = seed.Use(span => SharedSecret.Split(span, [], plan));
        List<string> words = [];
        foreach (SecretShare share in shares)
        {
            using SecretBytes phrase = SharePhrase.ToWords(share);
            words.Add(phrase.Use(Encoding.ASCII.GetString));
            share.Dispose();
        }

        return [.. words];
    }
}
