using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Server.Chains.Ethereum;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>A real chain of one node, in memory, that ends with the test.</summary>
internal sealed class AnvilNode : IDisposable
{
    private const int StartAttemptsMax = 100;

    private readonly Process _process;
    private readonly JsonRpcConnection _control;

    private AnvilNode(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
        _control = new JsonRpcConnection(endpoint, TimeProvider.System);
        Node = new EthereumNode(endpoint, TimeProvider.System);
    }

    internal Uri Endpoint { get; }

    internal EthereumNode Node { get; }

    internal static async Task<AnvilNode> StartAsync(ulong chainNumber = 31337)
    {
        int port = FreePort();
        string program = Path.Combine(PeerFactAttribute.Packages, "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");
        string[] arguments =
        [
            "--silent", "--accounts", "1",
            "--port", port.ToString(CultureInfo.InvariantCulture),
            "--chain-id", chainNumber.ToString(CultureInfo.InvariantCulture),
        ];
        AnvilNode node = new(Process.Start(program, arguments), new Uri($"http://127.0.0.1:{port}"));
        for (int attempt = 0; attempt < StartAttemptsMax; attempt++)
        {
            using TcpClient probe = new();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return node;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        node.Dispose();
        throw new TimeoutException("anvil does not listen");
    }

    internal Task FundAsync(EthereumAddress account, UInt256 wei) =>
        ControlAsync("anvil_setBalance", account.ToString(), wei.ToHexQuantity());

    internal Task ControlAsync(string method, params JsonNode[] parameters) =>
        _control.SendAsync(method, [.. parameters], EthereumJson.Default.JsonArray, CancellationToken.None);

    public void Dispose()
    {
        Node.Dispose();
        _control.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    internal static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
