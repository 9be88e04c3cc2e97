using Strongroom.Server;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Tests.Transport;

namespace Strongroom.Tests.Http;

public sealed class SignerAddressTests : IDisposable
{
    private const string Elsewhere = "https://signer.example:7443";

    private readonly string folder = Directory.CreateTempSubdirectory("srt").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_socket_is_found_beside_the_configuration()
    {
        using SignerAddress address = SignerAddress.Open(SignerAddress.Resolve("unix:signer.sock", folder), null);
        address.SocketPath.ShouldBe(Path.Combine(folder, "signer.sock"));
    }

    [Fact]
    public void A_host_is_called_with_certificate_and_pins()
    {
        using SignerAddress address = SignerAddress.Open(SignerAddress.Resolve(Elsewhere, folder), Link());
        address.SocketPath.ShouldBeNull();
        address.Base.ShouldBe(new Uri(Elsewhere));
        address.Terms(_ => { }).EnabledSslProtocols.ShouldBe(System.Security.Authentication.SslProtocols.Tls13);
    }

    [Fact]
    public void The_configuration_file_says_both_with_paths_beside_it()
    {
        ServerConfig linked = Read($$$"""
            "signer": "{{{Elsewhere}}}",
            "signerLink": { "certificateFile": "server.crt", "certificateKeyFile": "server.key", "pins": ["p"] },
            """);
        linked.Signer.ShouldBe(Elsewhere);
        linked.SignerLink!.CertificateFile.ShouldBe(Path.Combine(folder, "server.crt"));
        linked.SignerLink.CertificateKeyFile.ShouldBe(Path.Combine(folder, "server.key"));
        linked.SignerLink.Pins.ShouldBe(["p"]);
        ServerConfig local = Read("\"signer\": \"unix:signer.sock\",");
        local.Signer.ShouldBe("unix:" + Path.Combine(folder, "signer.sock"));
        local.SignerLink.ShouldBeNull();
    }

    [Theory]
    [InlineData("signer.sock")]
    [InlineData("unix:")]
    [InlineData("http://signer.example:7443")]
    [InlineData("https://signer.example:7443/v1")]
    [InlineData("https://somebody@signer.example:7443")]
    public void No_other_address_is_taken(string text) =>
        Should.Throw<StorageException>(() => SignerAddress.Open(text, Link()));

    [Fact]
    public void Half_a_link_is_none()
    {
        Should.Throw<StorageException>(() => SignerAddress.Open(Elsewhere, null));
        Should.Throw<StorageException>(() => SignerAddress.Open("unix:/signer.sock", Link()));
        Should.Throw<StorageException>(() => SignerAddress.Open(Elsewhere, Link() with { Pins = [] }));
        SignerLinkConfig exposed = Link();
        File.SetUnixFileMode(exposed.CertificateKeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Should.Throw<StorageException>(() => SignerAddress.Open(Elsewhere, exposed));
    }

    private ServerConfig Read(string signer)
    {
        string file = Path.Combine(folder, "server.json");
        File.WriteAllText(file, $$"""
            {
              {{signer}}
              "dataFolder": "data", "database": "embedded", "listen": "https://127.0.0.1:8443",
              "certificateFile": "tls.crt", "certificateKeyFile": "tls.key", "signerVkey": "v", "chains": [],
              "stationOrigin": "https://station.localhost", "logOrigin": "demo.example/server", "logKeyFile": "log.key"
            }
            """);
        return ServerConfig.Read(file);
    }

    private SignerLinkConfig Link()
    {
        TestCertificate own = TestCertificate.Make(folder, Guid.NewGuid().ToString("N"));
        return new SignerLinkConfig(own.CertificateFile, own.KeyFile, [own.Pin.ToString()]);
    }
}
