using Strongroom.Cli;
using Strongroom.Intents;

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
    public async Task Names_the_program_that_is_missing()
    {
        CliRun run = await CliRun.RunInAsync(Path.GetTempPath(), ["demo", "--exit"]);
        run.ExitCode.ShouldBe(2);
        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(CliRefusal.ProgramMissing);
    }

    [Fact]
    public async Task Signs_only_with_a_key_file_that_it_can_use()
    {
        string genesis = new('0', 64);
        CliRun run = await CliRun.RunAsync(
            "statement", "sign", "--verdict", "freeze", "--person", "alice", "--key", "/nowhere", "--genesis", genesis);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(CliRefusal.KeyFile);
    }

    [Fact]
    public async Task Signs_no_statement_over_intents_of_two_institutions()
    {
        string[] files = [.. "ab".Select(digit => WriteIntent(new string(digit, 64)))];
        CliRun run = await CliRun.RunAsync(
            ["statement", "sign", "--verdict", "approve", "--person", "alice", "--key", "/nowhere", .. files]);
        foreach (string file in files) File.Delete(file);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(CliRefusal.MixedInstitutions);
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

    private static string WriteIntent(string institution)
    {
        Digest.TryParse(institution, out Digest genesis, out _).ShouldBeTrue();
        Timestamp now = Timestamp.From(TimeProvider.System.GetUtcNow());
        IntentHead head = new(genesis, IntentId.From(Guid.CreateVersion7()), now, now + TimeSpan.FromDays(1));
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, head.Compose(IntentKind.Unfreeze).ToBytes());
        return file;
    }
}
