using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Strongroom.Cli.Demo;

/// <summary>
/// Free ports, chosen once and kept: the station's is part of an origin that the founders sign.
/// </summary>
internal sealed record DemoPorts(int Chain, int Api, int Station, int Signer)
{
    internal string RpcUrl => $"http://127.0.0.1:{Chain}";

    internal string ApiUrl => $"https://localhost:{Api}";

    internal string StationUrl => $"https://{StationHost}:{Station}";

    internal string SignerUrl => $"https://localhost:{Signer}";

    internal static string StationHost => "station.localhost";

    internal static DemoPorts Choose(DemoProgress progress)
    {
        string[] names = ["chain", "api", "station", "signer"];
        TcpListener[] held = [.. names.Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        int[] ports = new int[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            held[i].Start();
            int free = ((IPEndPoint)held[i].LocalEndpoint).Port;
            ports[i] = progress.Find($"port.{names[i]}") is { } kept
                ? int.Parse(kept, CultureInfo.InvariantCulture) : free;
        }

        foreach (TcpListener listener in held) listener.Dispose();
        for (int i = 0; i < names.Length; i++)
        {
            RequireFree(names[i], ports[i]);
            progress.Set($"port.{names[i]}", ports[i].ToString(CultureInfo.InvariantCulture));
        }

        return new DemoPorts(ports[0], ports[1], ports[2], ports[3]);
    }

    private static void RequireFree(string name, int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException problem)
        {
            throw new DemoStoppedException(
                $"port {port}, which this demo uses for {name}, is taken by another program", problem);
        }
    }
}
