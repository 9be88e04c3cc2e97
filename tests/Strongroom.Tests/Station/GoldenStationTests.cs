using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Tests.Audit;
using Strongroom.Tests.Intents;

namespace Strongroom.Tests.Station;

/// <summary>
/// The station's decoder and the core agree on every golden file: what is accepted, its digest, and of what is refused
/// the code of the first defect.
/// </summary>
public sealed class GoldenStationTests
{
    [NodeFact]
    public async Task The_station_reads_intents_as_the_core_does()
    {
        int cases = await CompareAsync("intent-*.json", "intent", "digest");
        cases.ShouldBeGreaterThan(200);
    }

    [NodeFact]
    public async Task The_station_reads_canonical_json_as_the_core_does()
    {
        int cases = await CompareAsync("canonical-json.json", "json", "canonical");
        cases.ShouldBeGreaterThan(50);
        await CompareAsync("policy.json", "json", "canonical");
    }

    /// <summary>The station only writes statements: the hash that it has signed is the core's.</summary>
    [NodeFact]
    public async Task The_station_hashes_statements_as_the_core_does()
    {
        JsonObject[] accepted = [.. GoldenFile.Read("statement.json").Accepted];
        IReadOnlyList<JsonObject> answers = await StationScript.RunAsync(
            "golden.mjs", accepted.Select(one => Line("statement", one)));
        answers.Select(answer => Text(answer, "digest")).ShouldBe(accepted.Select(one => Text(one, "hash")));
    }

    [NodeFact]
    public async Task The_station_refuses_every_single_altered_byte_that_the_core_refuses()
    {
        byte[] bytes = GoldenFile.BytesOf(GoldenFile.Read("intent-withdrawal.json").Accepted.ElementAt(1));
        List<byte[]> mutants = [];
        for (int at = 0; at < bytes.Length; at++)
        {
            byte[] mutant = [.. bytes];
            mutant[at] ^= (byte)(1 << (at % 7));
            mutants.Add(mutant);
        }

        IReadOnlyList<JsonObject> answers = await StationScript.RunAsync(
            "golden.mjs", mutants.Select(mutant => Line("intent", mutant)));
        answers.Count.ShouldBe(mutants.Count);
        foreach ((byte[] mutant, JsonObject answer) in mutants.Zip(answers))
        {
            bool isIntent = Intent.TryParse(mutant, out Intent? intent, out Refusal? refusal);
            string place = GoldenFile.Text(mutant);
            Text(answer, "digest").ShouldBe(isIntent ? intent!.Digest.ToString() : null, place);
            Text(answer, "code").ShouldBe(refusal?.Code, place);
        }
    }

    private static async Task<int> CompareAsync(string pattern, string format, string result)
    {
        List<(string Place, JsonObject Case)> cases = [];
        foreach (string name in GoldenFile.Names(pattern))
        {
            GoldenFile file = GoldenFile.Read(name);
            cases.AddRange(file.Accepted.Concat(file.Refused).Select(one => ($"{name}: {one["name"]}", one)));
        }

        IReadOnlyList<JsonObject> answers = await StationScript.RunAsync(
            "golden.mjs", cases.Select(one => Line(format, one.Case)));
        answers.Count.ShouldBe(cases.Count);
        foreach (((string place, JsonObject one), JsonObject answer) in cases.Zip(answers))
        {
            Text(answer, "code").ShouldBe(Text(one, "code"), place);
            if (Text(one, "code") is null) Text(answer, result).ShouldBe(Text(one, result), place);
        }

        return cases.Count;
    }

    private static JsonObject Line(string format, JsonObject one)
    {
        JsonObject line = Line(format, GoldenFile.BytesOf(one));
        line["bytesMax"] = one["bytesMax"]?.GetValue<int>() ?? Intent.BytesMax;
        return line;
    }

    private static JsonObject Line(string format, byte[] bytes) =>
        new() { ["format"] = format, ["hex"] = Convert.ToHexStringLower(bytes) };

    private static string? Text(JsonObject one, string member) => one[member]?.GetValue<string>();
}
