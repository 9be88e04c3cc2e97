using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Npgsql;
using Strongroom.Audit;
using Strongroom.Cli.Http;
using Strongroom.Cryptography.Sodium;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Faults;

/// <summary>The Server's folder: configuration, certificate, API key, private cluster.</summary>
internal sealed class ServerFiles
{
    private static readonly TimeSpan ClusterEndMax = TimeSpan.FromSeconds(20);

    private readonly string folder;
    private readonly Uri address;

    internal ServerFiles(string parent, int port)
    {
        folder = Directory.CreateDirectory(System.IO.Path.Combine(parent, "server")).FullName;
        address = new Uri($"https://127.0.0.1:{port}");
        using Ed25519PrivateKey key = Ed25519PrivateKey.Generate();
        key.Save(In("api.pem"));
        ApiPublicKey = Base64Url.EncodeToString(key.PublicKey);
        WriteCertificate();
    }

    internal string Path => In("server.json");

    internal string ApiPublicKey { get; }

    internal string ApiKeyId { get; set; } = "";

    internal string LogKeyFile => In("log.key");

    internal string LogFolder => System.IO.Path.Combine(folder, "data", "log");

    private string Cluster => System.IO.Path.Combine(folder, "data", "postgresql");

    internal void Write(Uri chain, string signerSocket, LogTrust signer) => File.WriteAllText(Path, new JsonObject
    {
        ["dataFolder"] = "data",
        ["database"] = "embedded",
        ["listen"] = address.ToString(),
        ["certificateFile"] = "tls.crt",
        ["certificateKeyFile"] = "tls.key",
        ["signer"] = "unix:" + signerSocket,
        ["signerVkey"] = signer.Log.ToString(),
        ["witnessVkeys"] = new JsonArray([.. signer.Witnesses.Select(key => JsonValue.Create(key.ToString()))]),
        ["witnessesMin"] = signer.WitnessesMin,
        ["chains"] = new JsonArray(
            new JsonObject { ["chain"] = DevChain.Id, ["rpcUrls"] = new JsonArray(chain.ToString()) }),
        ["stationOrigin"] = RunningHost.Station,
        ["logOrigin"] = House.ServerOrigin,
        ["logKeyFile"] = "log.key",
    }.ToJsonString());

    internal ApiClient Client()
    {
        Ed25519PrivateKey.TryOpen(In("api.pem"), out Ed25519PrivateKey? key).ShouldBeTrue();
        ApiProfile profile = new(address, ApiKeyId, In("api.pem"), In("tls.crt"));
        return new ApiClient(profile, key!, TimeProvider.System);
    }

    /// <summary>Beside the Server, straight into its database.</summary>
    internal async Task<NpgsqlConnection> ConnectAsync()
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder
        {
            Host = Cluster + ".run", Username = "strongroom", Database = "strongroom", Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The process id of the PostgreSQL postmaster, while there is one.</summary>
    internal int? Postmaster()
    {
        string file = System.IO.Path.Combine(Cluster, "postmaster.pid");
        try
        {
            return int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out int id) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>kill -9 of the postmaster; false when there was none.</summary>
    internal bool KillPostmaster()
    {
        if (Postmaster() is not { } id) return false;
        try
        {
            using Process postmaster = Process.GetProcessById(id);
            if (!postmaster.ProcessName.StartsWith("postgres", StringComparison.Ordinal)) return false;
            postmaster.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The cluster ends by itself after its Server did; nothing may be left behind.</summary>
    internal void AwaitClusterEnd()
    {
        for (Stopwatch waited = Stopwatch.StartNew(); waited.Elapsed < ClusterEndMax && Postmaster() is not null;)
            Thread.Sleep(100);
        KillPostmaster();
    }

    private string In(string name) => System.IO.Path.Combine(folder, name);

    private void WriteCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(In("tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(In("tls.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
