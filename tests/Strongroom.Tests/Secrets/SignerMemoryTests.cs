using System.Net;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Adversaries;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Keys;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Secrets;

/// <summary>
/// After each kind of operation the memory of the Signer's process holds no seed and no key above an account's, and
/// an account's key only on locked pages. Root looks on: PR_SET_DUMPABLE keeps everybody else out.
/// </summary>
public sealed class SignerMemoryTests
{
    [RootFact]
    public async Task A_software_keystore_leaves_its_coin_node_and_account_keys_on_locked_pages_only()
    {
        byte[] line = System.Text.Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"));
        await using SignerHarness harness = await SignerHarness.FoundedAsync(Options() with { Unlock = line });
        SealedSeed.TryParse(File.ReadAllBytes(new DataFolder(harness.Data).Keystore), out SealedSeed? file).ShouldBeTrue();
        using SecretBytes unlock = SecretBytes.CopyOf(harness.UnlockLine);
        file.TryOpen(unlock, harness.Genesis.ToBytes(), out SecretBytes? seed).ShouldBeTrue();
        using SecretBytes owned = seed!;
        MemoryScan scan = new MemoryScan().OfSeed(owned, 0, 1).Text("unlock line", System.Text.Encoding.ASCII.GetString(harness.UnlockLine));
        List<MemoryHit> found = await WorkAsync(
            harness, scan, hit => IsAccountKey(hit) || hit.Name.StartsWith(KnownSecrets.Coin, StringComparison.Ordinal));
        found.ShouldContain(hit => hit.Name.StartsWith(KnownSecrets.Coin, StringComparison.Ordinal));
        found.ShouldContain(hit => hit.Name.StartsWith(KnownSecrets.AccountKey, StringComparison.Ordinal));
    }

    [RootTokenFact]
    public async Task A_seed_under_tokens_leaves_nothing_but_account_keys_on_locked_pages()
    {
        TestTokens.Loaded.ShouldNotBeNull();
        HsmSettings settings = HsmKeystoreTests.SettingsOf(TestTokens.Paris, TestTokens.HongKong);
        await using SignerHarness harness = await SignerHarness.FoundedAsync(
            Options() with { Hsm = settings, Unlock = TestTokens.Pin });
        WrappedSeed.TryParse(File.ReadAllBytes(new DataFolder(harness.Data).Keystore), out WrappedSeed? wrapped).ShouldBeTrue();
        using TokenConnection token = TestTokens.Open(wrapped.Seals[0].Token.Label);
        using SecretBytes seed = wrapped.Seals[0].Open(token, MechanismProfile.Standard, harness.Genesis.ToBytes());
        List<MemoryHit> found = await WorkAsync(harness, new MemoryScan().OfSeed(seed, 0, 1), IsAccountKey);
        found.ShouldContain(hit => hit.Name.StartsWith(KnownSecrets.AccountKey, StringComparison.Ordinal));
    }

    private static HarnessOptions Options() => new() { Time = new HandClock(DateTimeOffset.UtcNow, isRunning: true) };

    private static bool IsAccountKey(MemoryHit hit) => hit.Name.StartsWith(KnownSecrets.AccountKey, StringComparison.Ordinal);

    /// <summary>Start, opening of a wallet, signature, snapshot; a scan after each. What was found where it may be.</summary>
    private static async Task<List<MemoryHit>> WorkAsync(
        SignerHarness harness, MemoryScan scan, Func<MemoryHit, bool> mayBeLocked)
    {
        await harness.StartAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent withdrawal = desk.Withdraw();
        await harness.StopAsync();
        await using SignerProcess signer = SignerProcess.Start(
            harness, harness.Data, "--socket", Path.Combine(harness.Folder, "process.sock"), "--snapshot-every", "3");
        await signer.SettledAsync();
        CheckProcess(signer.Id, harness);
        List<MemoryHit> found = [];
        void Look(string after)
        {
            List<MemoryHit> hits = scan.Run(signer.Id);
            scan.BytesRead.ShouldBeGreaterThan(50_000_000);
            hits.Where(hit => !(hit.IsLocked && mayBeLocked(hit))).Select(hit => $"after {after}: {hit}").ShouldBeEmpty();
            found.AddRange(hits);
        }

        Look("start");
        await RegisterAsync(signer, desk.Bytes(OpenSecond(desk)));
        Look("the opening of a wallet");
        await RegisterAsync(signer, desk.Bytes(withdrawal));
        (await signer.SignAsync(withdrawal, SignerDesk.Unsigned(withdrawal, 0))).Status.ShouldBe(HttpStatusCode.OK);
        Look("a signature");
        for (int i = 0; i < 200 && Directory.GetFiles(Path.Combine(harness.Data, "snapshots")).Length == 0; i++)
            await Task.Delay(100);
        Directory.GetFiles(Path.Combine(harness.Data, "snapshots")).ShouldNotBeEmpty();
        Look("a snapshot");
        await signer.StopAsync();
        KeptFiles.HoldNone(scan, harness.Data);
        return found;
    }

    private static Intent OpenSecond(SignerDesk desk) => SignerDesk.Parse(desk.Head().Compose(
        IntentKind.HouseWalletOpening, ("wallet", $"{WalletId.From(Guid.CreateVersion7())}"), ("purpose", "gas"),
        ("accounts", CanonicalArray.Of(new AccountTerms(
            AccountId.From(Guid.CreateVersion7()), SignerDesk.Chain, 0, Temperature.Hot).ToCanonical()))));

    private static async Task RegisterAsync(SignerProcess signer, Signer.Intents.SubmittedBytes bytes)
    {
        (HttpStatusCode status, System.Text.Json.JsonElement body) = await signer.RegisterAsync(bytes);
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
    }

    /// <summary>No core dump, nobody else's ptrace, nothing on the command line or in the environment.</summary>
    private static void CheckProcess(int process, SignerHarness harness)
    {
        File.ReadLines($"/proc/{process}/limits").Single(line => line.StartsWith("Max core file size", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..6].ShouldBe(["0", "0"]);
        string line = System.Text.Encoding.UTF8.GetString(harness.UnlockLine);
        File.ReadAllText($"/proc/{process}/cmdline").ShouldNotContain(line);
        File.ReadAllText($"/proc/{process}/environ").ShouldNotContain(line);
    }
}
