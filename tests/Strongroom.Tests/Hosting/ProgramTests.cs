using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Transport;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Tests.Activation;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Keys;
using Strongroom.Tests.Pkcs11;
using Strongroom.Tests.Transport;

namespace Strongroom.Tests.Hosting;

/// <summary>The program itself, as an operator starts it.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Prepares_founds_and_runs_from_the_command_line_until_it_is_told_to_stop()
    {
        await using SignerHarness harness = await SignerHarness.PreparedAsync();
        await FoundAndRun(harness, WriteUnlock(harness, SignerHarness.Unlock));
    }

    [TokenFact]
    public async Task Founds_and_runs_an_institution_whose_seed_is_sealed_under_tokens()
    {
        await using SignerHarness harness = await SignerHarness.PreparedAsync();
        await FoundAndRun(harness, WriteUnlock(harness, TestTokens.Pin), "--hsm", WriteTokens(harness));
    }

    [TokenFact]
    public async Task Runs_in_production_with_tokens_custodians_pinned_certificates_and_no_socket()
    {
        await using SignerHarness harness =
            await SignerHarness.PreparedAsync(new HarnessOptions { Profile = "production" });
        string unlock = WriteUnlock(harness, TestTokens.Pin);
        string institution = await Found(harness, unlock, "--hsm", WriteTokens(harness));
        harness.Adopt(institution);
        CustodianDesk custodians = new(harness);
        await custodians.SplitAsync(TestTokens.Pin);
        TestCertificate own = TestCertificate.Make(harness.Folder, "signer");
        TestCertificate server = TestCertificate.Make(harness.Folder, "server");
        int port = RunningHost.FreePort();
        string people = $"https://127.0.0.1:{port}";
        string[] listeners =
        [
            "--server-listen", $"https://127.0.0.1:{RunningHost.FreePort()}", "--server-pin", $"{server.Pin}",
            "--server-certificate", own.CertificateFile, "--server-key", own.KeyFile,
            "--listen", people, "--certificate", own.CertificateFile, "--key", own.KeyFile,
        ];
        string refused = await Refused([.. RunArguments(harness, "--unlock-file", unlock), .. listeners]);
        refused.ShouldContain(SignerRefusal.ActivationRequired);
        using Process signer = Start([.. RunArguments(harness), .. listeners]);
        using HttpClient client = new(new SocketsHttpHandler
        {
            SslOptions = PinnedTls.Client(null, TestCertificate.Pins(own), TimeProvider.System, _ => { }),
        })
        {
            BaseAddress = new Uri(people),
        };
        await Await(client, status => status.GetProperty("reason").GetString() == SignerRefusal.NotActivated);
        foreach (TestPerson person in (TestPerson[])[harness.Bob, harness.Carol])
        {
            CliRun given = await custodians.GiveAsync(person, (port, $"{own.Pin}"));
            given.ExitCode.ShouldBe(0, given.Output + given.Error);
        }

        JsonElement status = await AwaitSigning(client);
        status.GetProperty("profile").GetString().ShouldBe("production");
        status.GetProperty("institution").GetString().ShouldBe(institution);
        await Stop(signer);
    }

    private static async Task FoundAndRun(SignerHarness harness, string unlock, params string[] more)
    {
        string institution = await Found(harness, unlock, more);
        string socket = Path.Combine(harness.Folder, "run.sock");
        using Process signer = Start([.. RunArguments(harness, "--unlock-file", unlock), "--socket", socket]);
        using HttpClient client = ClientOf(socket);
        JsonElement status = await AwaitSigning(client);
        status.GetProperty("institution").GetString().ShouldBe(institution);
        await Stop(signer);
    }

    private static async Task<string> Found(SignerHarness harness, string unlock, params string[] more)
    {
        string founding = Path.Combine(harness.Folder, "founding.json");
        File.WriteAllBytes(founding, harness.SignedFounding().ToBytes());
        (await Run("prepare", "--data", harness.Data, "--origin", SignerHarness.Origin))
            .ShouldContain(harness.JournalKey.ToString());
        string founded = await Run(
            ["found", "--data", harness.Data, "--founding", founding, "--unlock-file", unlock, .. more]);
        return JsonSerializer.Deserialize<JsonElement>(founded).GetProperty("institution").GetString()!;
    }

    private static List<string> RunArguments(SignerHarness harness, params string[] unlock)
    {
        List<string> arguments = ["run", "--data", harness.Data, .. unlock];
        foreach (Audit.RunningWitness witness in harness.Witnesses)
            arguments.AddRange(["--witness", $"{witness.Key}=unix:{witness.SocketPath}"]);
        return arguments;
    }

    private static async Task Stop(Process signer)
    {
        Process.Start("kill", ["-TERM", $"{signer.Id}"]).WaitForExit();
        await signer.WaitForExitAsync().WaitAsync(Patience);
        signer.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Takes_no_secret_from_a_file_that_others_may_read()
    {
        await using SignerHarness harness = await SignerHarness.FoundedAsync();
        string unlock = WriteUnlock(harness, SignerHarness.Unlock);
        File.SetUnixFileMode(unlock, File.GetUnixFileMode(unlock) | UnixFileMode.GroupRead);
        string error = await Refused(
            "run", "--data", harness.Data, "--socket", Path.Combine(harness.Folder, "x.sock"), "--unlock-file", unlock);
        error.ShouldStartWith(SignerRefusal.SecretExposed);
    }

    private static async Task<string> Refused(params string[] arguments)
    {
        using Process signer = Start(arguments);
        string error = await signer.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await signer.WaitForExitAsync().WaitAsync(Patience);
        signer.ExitCode.ShouldBe(1);
        return error;
    }

    private static string WriteTokens(SignerHarness harness)
    {
        string path = Path.Combine(harness.Folder, "hsm.json");
        HsmSettings settings = HsmKeystoreTests.SettingsOf(TestTokens.Paris, TestTokens.HongKong);
        File.WriteAllBytes(path, settings.ToBytes());
        return path;
    }

    private static string WriteUnlock(SignerHarness harness, byte[] secret)
    {
        string path = Path.Combine(harness.Folder, "unlock");
        File.WriteAllBytes(path, secret);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private static async Task<string> Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Strongroom.Signer.dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (TestTokens.IsInstalled) start.Environment["SOFTHSM2_CONF"] = TestTokens.Configuration;
        return Process.Start(start)!;
    }

    private static HttpClient ClientOf(string socket) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) =>
        {
            Socket connected = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connected.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
            return new NetworkStream(connected, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://signer"),
    };

    private static Task<JsonElement> AwaitSigning(HttpClient client) =>
        Await(client, status => status.GetProperty("signing").GetBoolean());

    private static async Task<JsonElement> Await(HttpClient client, Func<JsonElement, bool> isReached)
    {
        string json = "nothing";
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(100))
        {
            try
            {
                json = await client.GetStringAsync(new Uri("v1/status", UriKind.Relative));
                JsonElement status = JsonSerializer.Deserialize<JsonElement>(json);
                if (isReached(status)) return status;
            }
            catch (HttpRequestException)
            {
                continue;
            }
        }

        throw new TimeoutException($"the Signer does not come so far; it says {json}");
    }
}
