using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Strongroom.Cli.Http;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Server;
using Strongroom.Server.Http;
using Strongroom.Server.Storage;
using Strongroom.Tests.Chains.Ethereum;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Storage;
using Strongroom.Tests.Transport;

namespace Strongroom.Tests.Http;

/// <summary>
/// The whole Server behind TLS in this process: real PostgreSQL, a real Signer with witnesses behind its
/// socket, a real chain where a test asks for one. Called with the command line's own client.
/// </summary>
internal sealed class ServerBench : IAsyncDisposable
{
    internal const string Station = "https://station.localhost:8443";

    private readonly string _folder;
    private readonly ServerConfig _config;
    private WebApplication _application;
    private readonly Ed25519PrivateKey _key;

    private ServerBench(
        ServerConfig config, Database database, SignerHarness signer, RunningHost signerHost, string folder)
    {
        _config = config;
        _application = ServerHost.Build(config, database, signer.Time);
        SignerHost = signerHost;
        _folder = folder;
        _key = Ed25519PrivateKey.Generate();
        Database = database;
        Signer = signer;
    }

    internal Database Database { get; }

    internal SignerHarness Signer { get; }

    /// <summary>The Signer's listeners: what people reach without the Server.</summary>
    internal RunningHost SignerHost { get; private set; }

    /// <summary>The time of Server, Signer and people: it runs, and a test may put it forward.</summary>
    internal HandClock Time => Signer.Time;

    internal AnvilNode? Chain { get; private init; }

    internal required Uri Address { get; init; }

    internal string CaFile => Path.Combine(_folder, "tls.crt");

    internal ApiClient Api { get; private set; } = null!;

    internal ApiKey Key { get; private set; } = null!;

    internal T Part<T>()
        where T : notnull => _application.Services.GetRequiredService<T>();

    internal static async Task<ServerBench> StartAsync(
        bool hasChain = false, HarnessOptions? options = null, bool isLinked = false)
    {
        options ??= new HarnessOptions
        {
            Time = new HandClock(DateTimeOffset.UtcNow, isRunning: true), Policy = BenchPolicy.Default,
        };
        SignerHarness signer = await SignerHarness.StartedAsync(options);
        LinkedPair? link = isLinked ? LinkedPair.Make(signer.Folder) : null;
        RunningHost signerHost = await RunningHost.StartAsync(signer, link?.Listener);
        AnvilNode? chain = hasChain ? await AnvilNode.StartAsync() : null;
        string folder = Directory.CreateTempSubdirectory("srb").FullName;
        Uri address = new($"https://127.0.0.1:{AnvilNode.FreePort()}");
        ServerConfig config = Configure(folder, address, signer, signerHost, chain);
        if (link is not null) config = config with { Signer = link.Address, SignerLink = link.Config };
        Database database = await TestCluster.NewDatabaseAsync();
        ServerBench bench = new(config, database, signer, signerHost, folder) { Address = address, Chain = chain };
        bench.Key = new ApiKey(Guid.CreateVersion7(), "test", bench._key.PublicKey.ToArray(), ApiScope.All);
        await using (DbScope scope = await database.BeginAsync(CancellationToken.None))
        {
            await bench.Key.StoreAsync(scope, CancellationToken.None);
            await scope.CommitAsync(CancellationToken.None);
        }

        await bench._application.StartAsync();
        ApiProfile profile = new(address, bench.Key.Id.ToString("D"), "", bench.CaFile);
        bench.Api = new ApiClient(profile, bench._key, bench.Time);
        await bench.WaitUntilReadyAsync();
        return bench;
    }

    /// <summary>The Server ends and another one starts on the same database, configured differently or not.</summary>
    internal async Task RestartServerAsync(Func<ServerConfig, ServerConfig>? change = null)
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _application = ServerHost.Build(change?.Invoke(_config) ?? _config, Database, Time);
        await _application.StartAsync();
        await WaitUntilReadyAsync();
    }

    /// <summary>The Signer ends and starts again from its journal, behind the same socket.</summary>
    internal async Task RestartSignerAsync()
    {
        await SignerHost.DisposeAsync();
        await Signer.RestartAsync();
        SignerHost = await RunningHost.StartAsync(Signer);
    }

    private Task WaitUntilReadyAsync() => Wait.UntilAsync(async () =>
    {
        try
        {
            return (await Api.GetAsync("/health/ready", CancellationToken.None)).IsSuccess;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    internal async Task<JsonObject> GetAsync(string path)
    {
        ApiAnswer answer = await Api.GetAsync(path, CancellationToken.None);
        answer.IsSuccess.ShouldBeTrue(System.Text.Encoding.UTF8.GetString(answer.Body));
        return answer.ToJson()!.AsObject();
    }

    internal async Task<JsonObject> PostAsync(string path, string body, string? idempotencyKey = null)
    {
        ApiAnswer answer = await TryPostAsync(path, body, idempotencyKey);
        answer.IsSuccess.ShouldBeTrue(System.Text.Encoding.UTF8.GetString(answer.Body));
        return answer.ToJson()!.AsObject();
    }

    internal Task<ApiAnswer> TryPostAsync(string path, string body, string? idempotencyKey = null) =>
        Api.PostAsync(
            path, System.Text.Encoding.UTF8.GetBytes(body), idempotencyKey ?? Guid.NewGuid().ToString("N"),
            CancellationToken.None);

    /// <summary>A profile file with which the command line program calls this Server.</summary>
    internal string SaveProfile()
    {
        string key = Path.Combine(_folder, "api.pem"), path = Path.Combine(_folder, "profile.json");
        if (!File.Exists(key)) _key.Save(key);
        JsonObject profile = new()
        {
            ["server"] = Address.ToString(), ["keyId"] = Key.Id.ToString("D"), ["keyFile"] = "api.pem",
            ["caFile"] = "tls.crt",
        };
        File.WriteAllText(path, profile.ToJsonString());
        return path;
    }

    /// <summary>Without a key; trusts this bench's certificate and no other.</summary>
    internal HttpClient NewStranger()
    {
        SocketsHttpHandler handler = new();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(
            X509CertificateLoader.LoadCertificateFromFile(CaFile));
        return new HttpClient(handler) { BaseAddress = Address };
    }

    /// <summary>A person's statement on an intent, through the API.</summary>
    internal Task<ApiAnswer> SayAsync(TestPerson person, Verdict verdict, string digest)
    {
        Digest.TryParse(digest, out Digest parsed, out _).ShouldBeTrue();
        Timestamp now = Signer.Now;
        byte[] signed = person.Say(Signer.Genesis, verdict, now, [parsed]).ToBytes();
        return Api.PostAsync($"/v1/intents/{digest}/statements", signed, null, CancellationToken.None);
    }

    /// <summary>Requested by the operator, approved by Alice and Bob.</summary>
    internal async Task ApproveAsync(string digest)
    {
        (await SayAsync(Signer.Operator, Verdict.Request, digest)).Status.ShouldBe(200);
        (await SayAsync(Signer.Alice, Verdict.Approve, digest)).Status.ShouldBe(200);
        ApiAnswer last = await SayAsync(Signer.Bob, Verdict.Approve, digest);
        last.Status.ShouldBe(200, System.Text.Encoding.UTF8.GetString(last.Body));
    }

    internal Task WaitForIntentAsync(string digest, string state) => Wait.UntilAsync(async () =>
        (string?)(await GetAsync($"/v1/intents/{digest}"))["intent"]!["state"] == state);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        await Database.DisposeAsync();
        await SignerHost.DisposeAsync();
        await Signer.DisposeAsync();
        Chain?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ServerConfig Configure(
        string folder, Uri address, SignerHarness signer, RunningHost signerHost, AnvilNode? chain)
    {
        WriteCertificate(folder);
        return new ServerConfig
        {
            DataFolder = folder,
            Database = "unused",
            Listen = address,
            CertificateFile = Path.Combine(folder, "tls.crt"),
            CertificateKeyFile = Path.Combine(folder, "tls.key"),
            Signer = "unix:" + signerHost.Socket,
            SignerVkey = signer.JournalKey.ToString(),
            WitnessVkeys = [.. signer.Trust.Witnesses.Select(key => key.ToString())],
            WitnessesMin = signer.Trust.WitnessesMin,
            Chains = chain is null ? [] : [new ChainConfig("eip155:31337", [chain.Endpoint])],
            StationOrigin = Station,
            LogOrigin = "demo.example/server",
            LogKeyFile = Path.Combine(folder, "log.key"),
        };
    }

    private static void WriteCertificate(string folder)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
