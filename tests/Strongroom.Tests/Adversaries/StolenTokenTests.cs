using System.Diagnostics;
using System.Text;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Keys;
using Strongroom.Tests.Pkcs11;
using Strongroom.Tests.SecretSharing;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// The tokens and the whole data folder without the credential, or one custodian's share of a backup. No Signer
/// starts, so no leaf is written: the refusal is all there is to see.
/// </summary>
public sealed class StolenTokenTests
{
    [TokenTheory]
    [InlineData("correct-hors")]
    [InlineData("correct-horse-battery")]
    [InlineData("correct-horse correct-hors")]
    public async Task Does_not_open_without_the_credential(string guess)
    {
        TestTokens.Loaded.ShouldNotBeNull();
        await using SignerHarness harness = await SignerHarness.FoundedAsync(new HarnessOptions
        {
            Hsm = HsmKeystoreTests.SettingsOf(TestTokens.Paris, TestTokens.Lyon), Unlock = TestTokens.Pin,
        });
        string error = await RunRefusedAsync(harness, guess);
        error.ShouldStartWith(SignerRefusal.TokenRefused);
        error.ShouldNotContain(guess);
        byte[] segment = File.ReadAllBytes(Path.Combine(new DataFolder(harness.Data).Journal, "segment"));
        segment.AsSpan().IndexOf("\"action\":\"started\""u8).ShouldBe(-1);
    }

    [Fact]
    public void One_share_rebuilds_nothing_not_even_with_shares_of_the_thief()
    {
        byte[] seed = [.. Enumerable.Range(0, 64).Select(value => (byte)value)];
        string[] own = ShareTexts.Split(seed, "", SplitPlan.Of(2, 3));
        string[] forged = ShareTexts.Split(new byte[64], "", SplitPlan.Of(2, 3));
        foreach (string share in own)
        {
            ShareTexts.Combine([share], "", out ShareFault? fault).ShouldBeNull();
            fault!.Kind.ShouldBe(ShareFaultKind.TooFew);
            ShareTexts.Combine([share, share], "", out fault).ShouldBeNull();
            fault!.Kind.ShouldBe(ShareFaultKind.Repeated);
            ShareTexts.Combine([share, forged[0]], "", out fault).ShouldBeNull();
            fault!.Kind.ShouldBe(ShareFaultKind.OtherSet);
        }
    }

    private static async Task<string> RunRefusedAsync(SignerHarness harness, string guess)
    {
        string unlock = Path.Combine(harness.Folder, "guess");
        File.WriteAllText(unlock, guess, Encoding.ASCII);
        File.SetUnixFileMode(unlock, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ProcessStartInfo start = new("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Strongroom.Signer.dll"), "run", "--data", harness.Data,
            "--socket", Path.Combine(harness.Folder, "thief.sock"), "--unlock-file", unlock,
            .. harness.Witnesses.SelectMany(one => (string[])["--witness", $"{one.Key}=unix:{one.SocketPath}"]),
        ])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.Environment["SOFTHSM2_CONF"] = TestTokens.Configuration;
        using Process signer = Process.Start(start)!;
        string error = await signer.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await signer.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        signer.ExitCode.ShouldBe(1);
        return error;
    }
}
