using System.Text.Json;
using System.Text.Json.Serialization;
using Strongroom.Chains;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server;

/// <summary>The configuration file (JSON). Relative paths are relative to the file.</summary>
internal sealed record ServerConfig
{
    internal const string Embedded = "embedded";

    /// <summary>The folder of the private cluster and of the log's files.</summary>
    public required string DataFolder { get; init; }

    /// <summary>"embedded", or an Npgsql connection string.</summary>
    public required string Database { get; init; }

    /// <summary>https://host:port.</summary>
    public required Uri Listen { get; init; }

    /// <summary>PEM, with the chain.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>PEM, PKCS#8.</summary>
    public required string CertificateKeyFile { get; init; }

    /// <summary>unix:/path, or https://host:port with <see cref="SignerLink"/>.</summary>
    public required string Signer { get; init; }

    /// <summary>How this Server and a Signer on another host know each other.</summary>
    public SignerLinkConfig? SignerLink { get; init; }

    /// <summary>
    /// The Signer's journal key as a C2SP vkey: address statements and receipts are verified with it.
    /// </summary>
    public required string SignerVkey { get; init; }

    /// <summary>The journal's witnesses as C2SP vkeys.</summary>
    public required IReadOnlyList<string> WitnessVkeys { get; init; }

    /// <summary>Of how many of them a receipt must carry the cosignature.</summary>
    public required int WitnessesMin { get; init; }

    public required IReadOnlyList<ChainConfig> Chains { get; init; }

    /// <summary>The only origin that may call the station's routes.</summary>
    public required string StationOrigin { get; init; }

    /// <summary>The C2SP origin of the activity log.</summary>
    public required string LogOrigin { get; init; }

    /// <summary>PKCS#8 PEM of mode 0600; made when it does not exist.</summary>
    public required string LogKeyFile { get; init; }

    [JsonIgnore]
    internal string ClusterFolder => Path.Combine(DataFolder, "postgresql");

    [JsonIgnore]
    internal string LogFolder => Path.Combine(DataFolder, "log");

    internal static ServerConfig Read(string file)
    {
        ServerConfig config =
            JsonSerializer.Deserialize(File.ReadAllBytes(file), ConfigJson.Default.ServerConfig)
            ?? throw new StorageException("the configuration file is empty");
        if (config.Listen.Scheme != Uri.UriSchemeHttps) throw new StorageException(
            "listen must be an https URL");
        foreach (ChainConfig chain in config.Chains)
        {
            if (!ChainId.TryParse(chain.Chain, out _, out Refusal? refusal))
                throw new StorageException(refusal.ToString());
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return config with
        {
            DataFolder = Path.Combine(folder, config.DataFolder),
            CertificateFile = Path.Combine(folder, config.CertificateFile),
            CertificateKeyFile = Path.Combine(folder, config.CertificateKeyFile),
            Signer = SignerAddress.Resolve(config.Signer, folder),
            SignerLink = config.SignerLink?.In(folder),
            LogKeyFile = Path.Combine(folder, config.LogKeyFile),
        };
    }
}
