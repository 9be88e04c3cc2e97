using System.Net;
using Strongroom.Server;
using Strongroom.Signer.Http;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Transport;

/// <summary>What a Signer and a Server on two hosts are told about each other; here they share one.</summary>
internal sealed record LinkedPair(ServerListener Listener, SignerLinkConfig Config)
{
    internal string Address => $"https://{Listener.EndPoint}";

    internal static LinkedPair Make(string folder)
    {
        TestCertificate signer = TestCertificate.Make(folder, "signer"), server = TestCertificate.Make(folder, "server");
        IPEndPoint endPoint = new(IPAddress.Loopback, RunningHost.FreePort());
        return new LinkedPair(
            new ServerListener(endPoint, signer.Open(), TestCertificate.Pins(server)),
            new SignerLinkConfig(server.CertificateFile, server.KeyFile, [signer.Pin.ToString()]));
    }
}
