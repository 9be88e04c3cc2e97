using System.Diagnostics;
using System.Text.Json;

namespace Strongroom.Tests.Bench;

/// <summary>The benchmarks run and say what they promise; how fast anything was is no matter of a test.</summary>
public sealed class BenchTests
{
    private static readonly string[] _promised =
    [
        "signRatio", "deriveRatio", "tokenRatio", "pipelineRatio", "pipelinePerSecond", "appendLeavesPerSecond",
        "verifyLeavesPerSecond", "startMillionWalletsSeconds", "startMillionWalletsMegabytes",
    ];

    [Fact]
    [Trait("Tier", "Long")]
    public async Task Prints_one_json_object_with_the_promised_figures()
    {
        using Process bench = Start("bench", "--quick", "--json");
        string output = await bench.StandardOutput.ReadToEndAsync();
        await bench.WaitForExitAsync();
        bench.ExitCode.ShouldBe(0);
        using JsonDocument report = JsonDocument.Parse(output);
        foreach (string name in _promised)
            report.RootElement.GetProperty(name).GetDouble().ShouldBeGreaterThan(0, name);
    }

    [Fact]
    [Trait("Tier", "Long")]
    public async Task Refuses_an_unknown_option_before_measuring_anything()
    {
        using Process bench = Start("bench", "--only", "everything");
        string output = await bench.StandardOutput.ReadToEndAsync();
        await bench.WaitForExitAsync();
        bench.ExitCode.ShouldBe(2);
        output.ShouldBeEmpty();
    }

    private static Process Start(params ReadOnlySpan<string> arguments)
    {
        ProcessStartInfo start = new(Repository.PathOf("strongroom")) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
