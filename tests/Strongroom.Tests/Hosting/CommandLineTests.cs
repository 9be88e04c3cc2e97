using Strongroom.Signer.Hosting;

namespace Strongroom.Tests.Hosting;

public sealed class CommandLineTests
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["run"] = ["--data", "--witness"],
    };

    [Fact]
    public void Reads_a_verb_and_its_options_some_of_them_several_times()
    {
        CommandLine.TryParse(["run", "--witness", "a", "--data", "d", "--witness", "b"], Names, out CommandLine? line, out _)
            .ShouldBeTrue();
        line!.Verb.ShouldBe("run");
        line.All("--witness").ShouldBe(["a", "b"]);
        line.Optional("--data").ShouldBe("d");
    }

    [Theory]
    [InlineData(SignerRefusal.ArgumentUnknown)]
    [InlineData(SignerRefusal.ArgumentUnknown, "stop")]
    [InlineData(SignerRefusal.ArgumentUnknown, "run", "--unlock", "secret")]
    [InlineData(SignerRefusal.ArgumentMissing, "run", "--data")]
    public void Refuses_what_it_does_not_know_and_never_repeats_it(string code, params string[] arguments)
    {
        CommandLine.TryParse(arguments, Names, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(code);
        refusal.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Refuses_a_plain_http_listener()
    {
        string folder = Directory.CreateTempSubdirectory("srs").FullName;
        string[] arguments = ["run", "--data", folder, "--socket", folder + "/s", "--listen", "http://127.0.0.1:80"];
        string[] names = ["--data", "--socket", "--listen"];
        CommandLine.TryParse(arguments, new Dictionary<string, string[]> { ["run"] = names }, out CommandLine? line, out _)
            .ShouldBeTrue();
        (await RunSigner.RunAsync(line!))!.Code.ShouldBe(SignerRefusal.ListenerMalformed);
        Directory.Delete(folder, recursive: true);
    }
}
