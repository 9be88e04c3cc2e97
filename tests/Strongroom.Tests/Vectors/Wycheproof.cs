using System.Text.Json;
using Xunit.Abstractions;

namespace Strongroom.Tests.Vectors;

/// <summary>
/// Runs Wycheproof files (testvectors_v1): valid cases must be accepted, invalid ones refused, acceptable ones
/// may be either. A case that asks for what we do not offer (another key size) is counted apart, with a reason.
/// </summary>
internal static class Wycheproof
{
    // run returns true: accepted with the expected output; false: refused; null: not applicable.
    internal static void Run(
        string pattern, ITestOutputHelper output, string notApplicableBecause,
        Func<JsonElement, JsonElement, bool?> run)
    {
        int skipped = 0;
        VectorFiles.RunJson("wycheproof", pattern, output, root =>
        {
            int cases = 0;
            foreach (JsonElement group in root.GetProperty("testGroups").EnumerateArray())
            {
                foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
                {
                    if (run(group, test) is not bool isAccepted)
                    {
                        skipped++;
                        continue;
                    }

                    Check(test, isAccepted);
                    cases++;
                }
            }

            return cases;
        });
        if (skipped > 0) output.WriteLine($"not applicable: {skipped} cases, {notApplicableBecause}");
    }

    internal static byte[] Hex(this JsonElement element, string name) =>
        Convert.FromHexString(element.GetProperty(name).GetString()!);

    private static void Check(JsonElement test, bool isAccepted)
    {
        string result = test.GetProperty("result").GetString()!;
        if (result == "acceptable") return;
        isAccepted.ShouldBe(result == "valid", $"tcId {test.GetProperty("tcId")}: {test.GetProperty("comment")}");
    }
}
