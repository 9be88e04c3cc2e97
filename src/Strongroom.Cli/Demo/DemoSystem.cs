using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Cli.Http;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>
/// The running programs: chain, two witnesses, Signer, Server, station. Started in this order, stopped in the
/// reverse.
/// </summary>
internal sealed class DemoSystem(DemoStage stage) : IAsyncDisposable
{
    private const string Scopes = "read,clients,intents,withdrawals,reconcile,record";
    private static readonly TimeSpan s_readyMax = TimeSpan.FromSeconds(60);

    private readonly List<ChildProcess> running = [];
    private ApiClient? client;

    /// <summary>Ends when a program ends that nobody asked to.</summary>
    internal async Task<ChildProcess> AnyEndedAsync()
    {
        Task first = await Task.WhenAny(running.Select(child => child.Exited));
        return running.Single(child => child.Exited == first);
    }

    internal async Task StartChainAsync(CancellationToken stop)
    {
        ChildProcess chain = Start("chain", [
            stage.Programs.Anvil, "--host", "127.0.0.1", "--port", stage.Ports.Chain.ToString(
                CultureInfo.InvariantCulture),
            "--chain-id", DemoTerms.ChainNumber.ToString(CultureInfo.InvariantCulture),
            "--state", Path.Combine(stage.Folder.Chain, "state.json"), "--state-interval", "2",
            "--block-time", "1", "--mixed-mining", "--silent"]);
        await chain.WaitAsync(stage.Cast.IsReadyAsync, s_readyMax, stop);
    }

    internal async Task StartCustodyAsync(CancellationToken stop)
    {
        foreach (int number in DemoStage.Witnesses)
        {
            string socket = stage.WitnessSocket(number);
            File.Delete(socket);
            ChildProcess witness = Start($"witness-{number}", [
                stage.Programs.Host, stage.Programs.Cli, "witness", .. stage.WitnessKeys(number), "--log",
                stage.SignerVkey,
                "--listen", $"unix:{socket}"]);
            await witness.WaitAsync(_ => Task.FromResult(File.Exists(socket)), s_readyMax, stop);
        }

        await StartSignerAsync(stop);
        await StartServerAsync(stop);
        await StartStationAsync(stop);
    }

    private async Task StartSignerAsync(CancellationToken stop)
    {
        string[] witnesses = [.. DemoStage.Witnesses.Zip(stage.WitnessVkeys).SelectMany(
            pair => (string[])["--witness", $"{pair.Second}=unix:{stage.WitnessSocket(pair.First)}"])];
        ChildProcess signer = Start("signer", [
            stage.Programs.Host, stage.Programs.Signer, "run", "--data", stage.Folder.Signer, "--socket",
            stage.Folder.SignerSocket,
            .. witnesses, "--unlock-file", stage.UnlockFile,
            "--listen", $"https://127.0.0.1:{stage.Ports.Signer}",
            "--certificate", stage.Certificates.CertificateFile, "--key", stage.Certificates.KeyFile]);
        await signer.WaitAsync(stage.Signer.IsSigningAsync, s_readyMax, stop);
    }

    private async Task StartServerAsync(CancellationToken stop)
    {
        string config = stage.Folder.At("server.json");
        WriteConfig(config);
        string keyFile = stage.Folder.At("api.key");
        if (!File.Exists(keyFile))
        {
            using Ed25519PrivateKey made = Ed25519PrivateKey.Generate();
            made.Save(keyFile);
        }

        string keyId =
            await stage.Progress.OnceAsync("api.key-id", () => AddApiKeyAsync(config, keyFile, stop));
        ApiProfile profile = new(new Uri(stage.Ports.ApiUrl), keyId, keyFile, stage.Certificates.CaFile);
        DemoFolder.Write(stage.Folder.Profile, JsonSerializer.SerializeToUtf8Bytes(
            profile, ProfileJson.Default.ApiProfile));
        ApiClient api = new(profile, OpenKey(keyFile), TimeProvider.System);
        client = api;
        ChildProcess server = Start(
            "server", [stage.Programs.Host, stage.Programs.Server, "run", "--config", config]);
        await server.WaitAsync(limit => IsAnsweringAsync(api, limit), s_readyMax, stop);
        stage.Desk = new DemoDesk(api, stage.Folder, stage.People);
    }

    private async Task StartStationAsync(CancellationToken stop)
    {
        string settings = stage.Folder.At("station.json");
        JsonNode status = await stage.Signer.GetAsync("v1/status", stop);
        JsonObject known = new()
        {
            ["name"] = DemoTerms.Name,
            ["institution"] = status["institution"]!.GetValue<string>(),
            ["journalKey"] = Base64UrlText.Write(FoundHouse.RawKey(stage.SignerVkey)),
            ["rpId"] = DemoPorts.StationHost,
            ["signerUrl"] = stage.Ports.SignerUrl,
        };
        File.WriteAllText(settings, known.ToJsonString(Answer.Indented));
        ChildProcess station = Start("station", [
            stage.Programs.Host, stage.Programs.Cli, "station", "serve", "--folder", stage.Programs.Station,
            "--settings", settings,
            "--listen", $"https://127.0.0.1:{stage.Ports.Station}",
            "--certificate", stage.Certificates.CertificateFile, "--certificate-key",
            stage.Certificates.KeyFile]);
        using ApiClient page = new(
            new ApiProfile(
                new Uri($"https://localhost:{stage.Ports.Station}"), "none", "", stage.Certificates.CaFile),
            OpenKey(stage.Folder.At("api.key")), TimeProvider.System);
        await station.WaitAsync(limit => IsAnsweringAsync(page, limit, "/station.json"), s_readyMax, stop);
    }

    private void WriteConfig(string path)
    {
        JsonObject config = new()
        {
            ["dataFolder"] = "server",
            ["database"] = "embedded",
            ["listen"] = stage.Ports.ApiUrl,
            ["certificateFile"] = stage.Certificates.CertificateFile,
            ["certificateKeyFile"] = stage.Certificates.KeyFile,
            ["signer"] = $"unix:{stage.Folder.SignerSocket}",
            ["signerVkey"] = stage.SignerVkey,
            ["witnessVkeys"] = new JsonArray([.. stage.WitnessVkeys.Select(vkey => JsonValue.Create(vkey))]),
            ["witnessesMin"] = DemoStage.Witnesses.Length,
            ["chains"] = new JsonArray(new JsonObject
            {
                ["chain"] = DemoTerms.Chain, ["rpcUrls"] = new JsonArray(stage.Ports.RpcUrl),
            }),
            ["stationOrigin"] = stage.Ports.StationUrl,
            ["logOrigin"] = DemoTerms.ServerOrigin,
            ["logKeyFile"] = Path.Combine(stage.Folder.Server, "log.key"),
        };
        File.WriteAllText(path, config.ToJsonString(Answer.Indented));
    }

    private async Task<string> AddApiKeyAsync(string config, string keyFile, CancellationToken stop)
    {
        using Ed25519PrivateKey key = OpenKey(keyFile);
        string output = await stage.RunAsync(
            stage.Programs.Server,
            ["api-key", "add", "--config", config, "--name", "demo",
                "--public-key", Base64UrlText.Write(key.PublicKey), "--scopes", Scopes], stop);
        return output.Trim().Split('\n')[^1].Trim();
    }

    private static Ed25519PrivateKey OpenKey(string file) =>
        Ed25519PrivateKey.TryOpen(file, out Ed25519PrivateKey? key)
        ? key
        : throw new DemoStoppedException($"{file} cannot be used: Ed25519, PKCS#8 PEM, mode 0600");

    private static async Task<bool> IsAnsweringAsync(
        ApiClient api, CancellationToken stop, string path = "/health/ready")
    {
        try
        {
            return (await api.GetAsync(path, stop)).IsSuccess;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private ChildProcess Start(string name, IReadOnlyList<string> command)
    {
        ChildProcess child = ChildProcess.Start(name, stage.Folder.Logs, command);
        running.Add(child);
        return child;
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        for (int i = running.Count - 1; i >= 0; i--) await running[i].DisposeAsync();
    }
}
