using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Strongroom.Tests.Demo;

/// <summary>The demo, run twice in one folder; its promises stand in demo.json.</summary>
public sealed class DemoRuns : IAsyncLifetime
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("srdemo").FullName;

    internal CliRun First { get; private set; } = new(-1, "", "");

    internal JsonNode FirstReport { get; private set; } = new JsonObject();

    internal CliRun Second { get; private set; } = new(-1, "", "");

    internal TimeSpan SecondTook { get; private set; }

    internal JsonNode Report { get; private set; } = new JsonObject();

    public async Task InitializeAsync()
    {
        if (!DemoFactAttribute.IsPossible) return;
        First = await CliRun.RunAsync("demo", "--data", Folder, "--exit");
        First.ExitCode.ShouldBe(0, First.Output + First.Error);
        FirstReport = Read();
        long started = Stopwatch.GetTimestamp();
        Second = await CliRun.RunAsync("demo", "--data", Folder, "--exit");
        SecondTook = Stopwatch.GetElapsedTime(started);
        Second.ExitCode.ShouldBe(0, Second.Output + Second.Error);
        Report = Read();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    private JsonNode Read() => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, "demo.json")))!;
}
