using System.Diagnostics;
using System.Net.Sockets;

namespace Strongroom.Benchmarks;

/// <summary>
/// The Signer program on a data folder, from its start to its first answers: signing, and one account looked up.
/// </summary>
internal sealed class SignerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Process process;
    private readonly HttpClient http;

    private SignerProcess(Process process, string socket)
    {
        this.process = process;
        http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, stop) => ConnectAsync(socket, stop) })
        {
            BaseAddress = new Uri("http://signer/"),
        };
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    internal static async Task<SignerProcess> StartAsync(string data, string witness, string unlockFile, string socket)
    {
        Process started = Programs.Start(
            Programs.Signer, "run", "--data", data, "--socket", socket, "--witness", witness, "--unlock-file", unlockFile);
        SignerProcess signer = new(started, socket);
        Stopwatch clock = Stopwatch.StartNew();
        while (!(await signer.AskAsync("v1/status") ?? "").Contains("\"signing\":true", StringComparison.Ordinal))
        {
            if (started.HasExited || clock.Elapsed > StartMax) throw new InvalidOperationException("the Signer did not start");
            await Task.Delay(Pause);
        }

        return signer;
    }

    /// <summary>The answer's body; null while nobody listens or nothing is found.</summary>
    internal async Task<string?> AskAsync(string path)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : null;
        }
        catch (HttpRequestException)
        {
            return null; // not listening yet
        }
    }

    /// <summary>What all its threads used of the processor so far.</summary>
    internal double ProcessorSeconds => process.TotalProcessorTime.TotalSeconds;

    /// <summary>A figure of /proc/PID/status in megabytes: VmHWM is the peak of the resident set, VmRSS what it is now.</summary>
    internal double Megabytes(string name)
    {
        string line = File.ReadLines($"/proc/{process.Id}/status")
            .First(each => each.StartsWith(name + ":", StringComparison.Ordinal));
        string kibibytes = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
        return double.Parse(kibibytes, Report.Culture) * 1024 / 1_000_000;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Programs.StopAsync(process);
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
