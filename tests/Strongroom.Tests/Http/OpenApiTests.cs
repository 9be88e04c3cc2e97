using System.Text;
using Strongroom.Cli.Http;
using Strongroom.Tests.Storage;

namespace Strongroom.Tests.Http;

public sealed class OpenApiTests(BenchFixture fixture) : IClassFixture<BenchFixture>
{
    [PostgresFact]
    public async Task The_checked_in_document_is_the_one_that_is_served()
    {
        ApiAnswer answer = await fixture.Bench.Api.GetAsync("/openapi.json", CancellationToken.None);
        string served = Encoding.UTF8.GetString(answer.Body).ReplaceLineEndings("\n").TrimEnd() + "\n";
        string file = Repository.PathOf("docs", "api", "openapi.json");
        string seen = Path.Combine(Path.GetTempPath(), "strongroom-openapi.json");
        if (!File.Exists(file) || await File.ReadAllTextAsync(file) != served) await File.WriteAllTextAsync(seen, served);
        File.Exists(file).ShouldBeTrue($"copy {seen} to docs/api/openapi.json");
        (await File.ReadAllTextAsync(file)).ShouldBe(served, $"copy {seen} to docs/api/openapi.json");
    }

    [PostgresFact]
    public async Task Health_and_metrics_answer_without_a_key()
    {
        using HttpClient http = fixture.Bench.NewStranger();
        (await http.GetStringAsync(new Uri(fixture.Bench.Address, "/health/ready"))).ShouldBe("""{"status":"ok"}""");
        string metrics = await http.GetStringAsync(new Uri(fixture.Bench.Address, "/metrics"));
        metrics.ShouldContain("http_server_request_duration_count{");
        metrics.ShouldNotContain("Username");
    }
}
