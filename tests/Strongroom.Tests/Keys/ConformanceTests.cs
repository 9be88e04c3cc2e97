using System.Diagnostics;
using System.Text.Json;
using Strongroom.Cli;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Keys;

/// <summary>The conformance kit as somebody with an HSM runs it.</summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("src").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [TokenFact]
    public async Task Passes_a_token_that_does_what_it_is_told_and_leaves_nothing_behind()
    {
        string report = Path.Combine(folder, "report.json");
        (int exit, string output, string error) = await RunAsync(
            TestTokens.Module, TestTokens.Spare, "--json", "--signatures", "20", "--out", report);
        exit.ShouldBe(0, error);
        JsonElement json = JsonSerializer.Deserialize<JsonElement>(output);
        json.GetProperty("schema").GetString().ShouldBe("strongroom/hsm-conformance/v1");
        json.GetProperty("token").GetProperty("label").GetString().ShouldBe(TestTokens.Spare);
        string[] outcomes = [.. json.GetProperty("checks").EnumerateArray().Select(OutcomeOf)];
        outcomes.Count(outcome => outcome == "holds").ShouldBe(18);
        // A library of v2.40 that derives no keys: v3.x, BIP-32, and SLIP-10 on two curves.
        outcomes.Count(outcome => outcome == "absent").ShouldBe(4);
        outcomes.Length.ShouldBe(22);
        File.ReadAllText(report).ShouldBe(output.TrimEnd('\n'));
        TestTokens.Run("pkcs11-tool", "--module", TestTokens.Module, "--token-label", TestTokens.Spare, "--login",
            "--pin", "correct-horse", "-O").ShouldNotContain("conformance");
    }

    [TokenFact]
    public async Task Fails_a_token_whose_signatures_do_not_verify()
    {
        using FaultyToken faulty = new();
        faulty.Fail("altered");
        (int exit, string output, _) = await RunAsync(faulty.Module, TestTokens.Spare, "--signatures", "5");
        exit.ShouldBe(1);
        output.ShouldContain("fails   Secp256k1: signatures verified here");
        output.ShouldContain("holds   nothing left behind");
        output.ShouldContain("does NOT conform");
    }

    [TokenFact]
    public async Task Shows_a_mechanism_that_the_token_lacks_as_absent()
    {
        string mechanisms = Path.Combine(folder, "mechanisms.json");
        File.WriteAllText(mechanisms, """{"edwardsKeyPairGen":2147487755}""");
        (int exit, string output, _) = await RunAsync(
            TestTokens.Module, TestTokens.Spare, "--signatures", "5", "--mechanisms", mechanisms);
        exit.ShouldBe(0);
        output.ShouldContain("absent  Ed25519: key pair born");
        output.ShouldContain("CKR_MECHANISM_INVALID");
    }

    [TokenFact]
    public async Task Looks_at_derivation_where_the_vendors_numbers_are_given()
    {
        string mechanisms = Path.Combine(folder, "mechanisms.json");
        string page = File.ReadAllText(Repository.PathOf("docs", "operating", "hsm.md"));
        int start = page.IndexOf("{\"bip32\":", StringComparison.Ordinal);
        File.WriteAllText(mechanisms, page[start..page.IndexOf('\n', start)]);
        using DerivingToken token = new();
        (int exit, string output, string error) = await RunAsync(
            token.Module, DerivingToken.First, "--signatures", "5", "--mechanisms", mechanisms);
        exit.ShouldBe(0, error);
        output.ShouldContain("holds   BIP-32: root born, seed forgotten");
        output.ShouldContain("never tried on hardware by its makers");
        output.ShouldContain("holds   BIP-32: child known from public parts");
        output.ShouldContain("holds   BIP-32: children sign, verified here");
        output.ShouldContain("holds   SLIP-10 P256: children sign, verified here");
        output.ShouldContain("holds   SLIP-10 Ed25519: children sign, verified here");
        output.ShouldContain("absent  Secp256k1: key pair born");
        token.Fail("child");
        (exit, output, _) = await RunAsync(
            token.Module, DerivingToken.First, "--signatures", "5", "--mechanisms", mechanisms);
        exit.ShouldBe(1);
        output.ShouldContain("fails   BIP-32: child known from public parts");
    }

    [TokenFact]
    public async Task Refuses_a_pin_that_others_may_read_and_mechanisms_that_it_cannot()
    {
        string mechanisms = Path.Combine(folder, "mechanisms.json");
        File.WriteAllText(mechanisms, """{"rot13":1}""");
        (int exit, _, string error) = await RunAsync(
            TestTokens.Module, TestTokens.Spare, "--mechanisms", mechanisms);
        exit.ShouldBe(2);
        error.ShouldContain(CliRefusal.Mechanisms);
        string pin = PinFile();
        File.SetUnixFileMode(pin, File.GetUnixFileMode(pin) | UnixFileMode.GroupRead);
        (exit, _, error) = await RunAsync(TestTokens.Module, TestTokens.Spare);
        exit.ShouldBe(2);
        error.ShouldContain(CliRefusal.PinFile);
        (exit, _, error) = await RunAsync(TestTokens.Module, "nowhere");
        exit.ShouldBe(2);
        error.ShouldContain(CliRefusal.PinFile);
        File.Delete(pin);
        (exit, _, error) = await RunAsync(TestTokens.Module, "nowhere");
        exit.ShouldBe(2);
        error.ShouldContain("CKR_TOKEN_NOT_PRESENT");
        (exit, _, error) = await RunAsync("/nowhere/module.so", TestTokens.Spare);
        exit.ShouldBe(2);
        error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("cannot be loaded");
    }

    private static string OutcomeOf(JsonElement check) => check.GetProperty("outcome").GetString()!;

    private string PinFile()
    {
        string path = Path.Combine(folder, "pin");
        if (File.Exists(path)) return path;
        File.WriteAllBytes(path, TestTokens.Pin);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private async Task<(int Exit, string Output, string Error)> RunAsync(
        string module, string label, params string[] more)
    {
        ProcessStartInfo start = new("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Strongroom.Cli.dll"), "hsm", "conformance", "--module", module,
            "--token-label", label, "--pin-file", PinFile(), .. more,
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SOFTHSM2_CONF"] = TestTokens.Configuration;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, output, await error);
    }
}
