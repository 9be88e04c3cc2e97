using System.Text.Json;
using Strongroom.Cli;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Transport;

public sealed class CertificateCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("srt").FullName;

    private string Certificate => Path.Combine(folder, "server.crt");

    private string Key => Path.Combine(folder, "server.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Makes_a_certificate_that_a_program_can_use_and_prints_its_pin()
    {
        CliRun made = await New("--days", "30", "--json");
        made.ExitCode.ShouldBe(0, made.Error);
        JsonElement shown = JsonSerializer.Deserialize<JsonElement>(made.Output);
        File.GetUnixFileMode(Key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string pin = shown.GetProperty("pin").GetString()!;
        new TestCertificate(Certificate, Key, null!).Open().Pin.ToString().ShouldBe(pin);
        TimeSpan validity = shown.GetProperty("notAfter").GetDateTimeOffset() - shown.GetProperty("notBefore").GetDateTimeOffset();
        validity.ShouldBe(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
        CliRun again = await CliRun.RunAsync("certificate", "show", Certificate, "--json");
        again.Output.ShouldBe(made.Output);
    }

    [Fact]
    public async Task Overwrites_neither_certificate_nor_key()
    {
        File.WriteAllText(Certificate, "mine");
        (await New()).ExitCode.ShouldBe(2);
        File.Exists(Key).ShouldBeFalse();
        File.ReadAllText(Certificate).ShouldBe("mine");
        File.Move(Certificate, Key);
        (await New()).ExitCode.ShouldBe(2);
        File.Exists(Certificate).ShouldBeFalse();
        File.ReadAllText(Key).ShouldBe("mine");
    }

    [Theory]
    [InlineData("server", "0")]
    [InlineData("server", "826")]
    [InlineData("ser,O=ver", "30")]
    [InlineData("", "30")]
    public async Task Refuses_an_unbounded_validity_and_a_strange_name(string name, string days)
    {
        CliRun run = await CliRun.RunAsync(
            "certificate", "new", "--name", name, "--certificate", Certificate, "--key", Key, "--days", days);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(CliRefusal.Certificate);
        File.Exists(Key).ShouldBeFalse();
    }

    [Fact]
    public async Task Shows_nothing_of_a_file_without_a_certificate()
    {
        File.WriteAllText(Certificate, "nonsense");
        CliRun run = await CliRun.RunAsync("certificate", "show", Certificate);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(CliRefusal.Certificate);
    }

    private Task<CliRun> New(params string[] more) => CliRun.RunAsync(
        ["certificate", "new", "--name", "server.example", "--certificate", Certificate, "--key", Key, .. more]);
}
