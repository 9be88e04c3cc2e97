using Strongroom.Signer.Hosting;
using Strongroom.Signer.Http;
using Strongroom.Tests.Transport;

namespace Strongroom.Tests.Hosting;

public sealed class ListenerArgumentsTests : IDisposable
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["run"] = ["--socket", "--listen", "--server-listen", "--server-certificate", "--server-key", "--server-pin"],
    };

    private static readonly string Pin = new('a', 64);
    private readonly string folder = Directory.CreateTempSubdirectory("srs").FullName;
    private readonly TestCertificate own;

    public ListenerArgumentsTests() => own = TestCertificate.Make(folder, "signer");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_Server_may_come_by_socket_by_TLS_or_by_both()
    {
        ListenerOptions socket = Accept("--socket", folder + "/s");
        (socket.Socket, socket.Server).ShouldBe((folder + "/s", null));
        ListenerOptions tls = Accept(Tls("https://10.0.0.5:7443", Pin));
        tls.Socket.ShouldBeNull();
        tls.Server!.EndPoint.ToString().ShouldBe("10.0.0.5:7443");
        tls.Server.Own.Pin.ShouldBe(own.Pin);
        ListenerOptions both = Accept(["--socket", folder + "/s", .. Tls("https://10.0.0.5:7443", Pin, Pin)]);
        both.Socket.ShouldNotBeNull();
        both.Server.ShouldNotBeNull();
    }

    [Fact]
    public void No_way_in_for_the_Server_is_refused() => Refuse(SignerRefusal.ArgumentMissing, "--socket");

    [Theory]
    [InlineData("http://10.0.0.5:7443")]
    [InlineData("https://signer.example:7443")]
    [InlineData("")]
    public void An_address_without_TLS_or_numbers_is_refused(string address) =>
        Refuse(SignerRefusal.ListenerMalformed, "--server-listen", Tls(address, Pin));

    [Fact]
    public void Pins_are_one_or_two()
    {
        Refuse(SignerRefusal.ListenerMalformed, "--server-pin", Tls("https://10.0.0.5:7443"));
        Refuse(SignerRefusal.ListenerMalformed, "--server-pin", Tls("https://10.0.0.5:7443", "nonsense"));
        Refuse(SignerRefusal.ListenerMalformed, "--server-pin", Tls("https://10.0.0.5:7443", Pin, Pin, Pin));
    }

    [Fact]
    public void A_key_that_others_may_read_is_refused()
    {
        File.SetUnixFileMode(own.KeyFile, File.GetUnixFileMode(own.KeyFile) | UnixFileMode.GroupRead);
        Refuse(SignerRefusal.CertificateUnusable, "--server-key", Tls("https://10.0.0.5:7443", Pin));
    }

    [Fact]
    public void Certificate_and_key_must_be_named() =>
        Refuse(SignerRefusal.ArgumentMissing, "--server-certificate", "--server-listen", "https://10.0.0.5:7443");

    private string[] Tls(string address, params string[] pins) =>
    [
        "--server-listen", address, "--server-certificate", own.CertificateFile, "--server-key", own.KeyFile,
        .. pins.SelectMany(pin => (string[])["--server-pin", pin]),
    ];

    private static ListenerOptions Accept(params string[] arguments)
    {
        ListenerArguments.TryRead(Line(arguments), out ListenerOptions? options, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return options!;
    }

    private static void Refuse(string code, string field, params string[] arguments)
    {
        ListenerArguments.TryRead(Line(arguments), out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(code);
        refusal.Field.ShouldBe(field);
    }

    private static CommandLine Line(string[] arguments)
    {
        CommandLine.TryParse(["run", .. arguments], Names, out CommandLine? line, out _).ShouldBeTrue();
        return line!;
    }
}
