using Strongroom.Cli;

namespace Strongroom.Tests.Demo;

/// <summary>How commands end: 0 done, 1 refused, 2 not tried; one line on standard error, or JSON.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("client", "list")]
    [InlineData("withdrawal", "show", "0199e2a4-7c00-7000-8000-000000000001")]
    [InlineData("reconciliation", "run")]
    public async Task Says_in_one_line_that_a_profile_is_missing(params string[] command)
    {
        CliRun run = await CliRun.RunAsync(command);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(CliRefusal.Profile);
    }

    [Fact]
    public async Task Refuses_in_json_when_asked_to()
    {
        CliRun run = await CliRun.RunAsync("client", "list", "--json");
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("\"code\":\"cli.profile\"");
    }

    [Fact]
    public async Task Fails_in_one_line_when_a_file_is_absent()
    {
        CliRun run = await CliRun.RunAsync("statement", "send", "/nowhere/statement.json");
        run.ExitCode.ShouldBe(2);
        run.Error.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Up_needs_a_finished_demo()
    {
        if (!DemoFactAttribute.IsPossible) return;
        string folder = Directory.CreateTempSubdirectory("srup").FullName;
        CliRun run = await CliRun.RunAsync("up", "--data", folder);
        Directory.Delete(folder, recursive: true);
        run.ExitCode.ShouldBe(2);
        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("strongroom demo");
    }
}
