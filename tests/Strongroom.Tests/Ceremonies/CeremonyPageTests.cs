using Strongroom.Ceremonies;

namespace Strongroom.Tests.Ceremonies;

/// <summary>The scripts in docs/ceremonies say what the program will ask for, step by step.</summary>
public sealed class CeremonyPageTests
{
    [Theory]
    [InlineData("generate-root")]
    [InlineData("import")]
    [InlineData("backup")]
    [InlineData("restore-drill")]
    [InlineData("rotate")]
    [InlineData("compromise")]
    [InlineData("return")]
    [InlineData("destroy")]
    [InlineData("add-token")]
    [InlineData("succession")]
    public void The_script_has_the_steps_of_the_program(string purpose)
    {
        CeremonyPlan.TryParse(CeremonySamples.Plan(purpose), out CeremonyPlan? plan, out _).ShouldBeTrue();
        string[] printed = [.. File.ReadAllLines(Repository.PathOf("docs", "ceremonies", $"{purpose}.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        printed.ShouldBe(CeremonySteps.Of(plan!).Select(step => $"| `{step.Id}` | {step.Actor} | {step.Words} |"));
    }

    [Fact]
    public void Every_purpose_has_its_script()
    {
        string list = File.ReadAllText(Repository.PathOf("docs", "ceremonies", "README.md"));
        foreach (CeremonyPurpose purpose in Enum.GetValues<CeremonyPurpose>())
            list.ShouldContain($"({purpose.ToText()}.md)");
    }
}
