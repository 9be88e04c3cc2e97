using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// The Signer's program in a process of its own, on a data folder of a founded harness, reached by nothing but its
/// socket: all that a Server has.
/// </summary>
internal sealed class SignerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly HttpClient http;
    private readonly string socket;

    private SignerProcess(Process process, string socket)
    {
        this.process = process;
        this.socket = socket;
        http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync })
        {
            BaseAddress = new Uri("http://signer/"),
        };
    }

    internal int Id => process.Id;

    /// <summary>On a socket, or with what is given to listen elsewhere.</summary>
    internal static SignerProcess Start(SignerHarness harness, string data, params string[] listeners)
    {
        string path = Path.Combine(harness.Folder, "process.sock"), unlock = Path.Combine(harness.Folder, "unlock");
        File.Delete(path);
        File.WriteAllBytes(unlock, harness.UnlockLine);
        File.SetUnixFileMode(unlock, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        List<string> arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Strongroom.Signer.dll"), "run", "--data", data,
            "--unlock-file", unlock,
        ];
        arguments.AddRange(listeners is [] ? ["--socket", path] : listeners);
        foreach (Audit.RunningWitness witness in harness.Witnesses)
            arguments.AddRange(["--witness", $"{witness.Key}=unix:{witness.SocketPath}"]);
        ProcessStartInfo start = new("dotnet", arguments) { UseShellExecute = false };
        if (TestTokens.IsInstalled) start.Environment["SOFTHSM2_CONF"] = TestTokens.Configuration;
        return new SignerProcess(Process.Start(start)!, path);
    }

    /// <summary>The status once it says whether it signs, and if not for a reason that stays.</summary>
    internal async Task<JsonElement> SettledAsync(string? reason = null)
    {
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(100))
        {
            if (!File.Exists(socket)) continue;
            try
            {
                JsonElement status = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("v1/status"));
                bool isSigning = status.GetProperty("signing").GetBoolean();
                if (reason is null ? isSigning : !isSigning && status.GetProperty("reason").GetString() == reason) return status;
            }
            catch (HttpRequestException)
            {
                continue;
            }
        }

        throw new TimeoutException("the Signer did not settle");
    }

    internal Task<(HttpStatusCode Status, JsonElement Body)> RegisterAsync(SubmittedBytes bytes) => PostAsync(
        "v1/intents",
        new JsonObject
        {
            ["intent"] = JsonNode.Parse(bytes.Intent.Span),
            ["statements"] = new JsonArray([.. bytes.Statements.Select(one => JsonNode.Parse(one.Span))]),
        });

    internal Task<(HttpStatusCode Status, JsonElement Body)> SignAsync(Strongroom.Intents.Intent intent, byte[] unsigned) =>
        PostAsync(
            "v1/signatures",
            new JsonObject
            {
                ["intent"] = intent.Digest.ToString(), ["unsigned"] = "0x" + Convert.ToHexStringLower(unsigned),
            });

    /// <summary>SIGKILL, as a power cut or a thief with root would.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: what was counted goes into the journal.</summary>
    internal async Task StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
        http.Dispose();
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, JsonObject body)
    {
        using StringContent content = RunningHost.Json(body.ToJsonString(Plain));
        using HttpResponseMessage response = await http.PostAsync(path, content);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    // Canonical bytes hold no escapes that are not needed.
    private static JsonSerializerOptions Plain { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        Socket connected = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connected.ConnectAsync(new UnixDomainSocketEndPoint(socket), stop);
            return new NetworkStream(connected, ownsSocket: true);
        }
        catch
        {
            connected.Dispose();
            throw;
        }
    }
}
