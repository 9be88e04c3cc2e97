using System.Text.Json;
using Xunit.Abstractions;

namespace Strongroom.Tests.Vectors;

/// <summary>
/// Third-party vectors, found by folder and name pattern in ../shared/vectors and in the folder that
/// STRONGROOM_VECTORS names, so that anyone can run more files of the same formats.
/// </summary>
internal static class VectorFiles
{
    internal static IReadOnlyList<string> Roots { get; } = FindRoots();

    /// <summary>The files matching <paramref name="pattern"/> (a file name with *) in <paramref name="folder"/>.</summary>
    internal static IReadOnlyList<string> Find(string folder, string pattern)
    {
        List<string> files = [];
        foreach (string root in Roots)
        {
            string inside = Path.Combine(root, folder);
            if (!Directory.Exists(inside)) continue;
            files.AddRange(Directory.EnumerateFiles(inside, pattern, SearchOption.AllDirectories).Order());
        }

        return files;
    }

    /// <summary>
    /// Runs <paramref name="run"/> on the root element of each JSON file; it returns how many cases it ran.
    /// The total is reported, and a total of zero fails: an empty run proves nothing.
    /// </summary>
    internal static void RunJson(
        string folder, string pattern, ITestOutputHelper output, Func<JsonElement, int> run)
    {
        RunFiles(folder, pattern, output, path =>
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return run(document.RootElement);
        });
    }

    internal static void RunFiles(string folder, string pattern, ITestOutputHelper output, Func<string, int> run)
    {
        IReadOnlyList<string> files = Find(folder, pattern);
        int cases = 0;
        foreach (string file in files)
        {
            try
            {
                cases += run(file);
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException($"in {file}: {problem.Message}", problem);
            }
        }

        output.WriteLine($"vectors: {folder}/{pattern}: {cases} cases in {files.Count} files");
        cases.ShouldBeGreaterThan(0, $"no case of {folder}/{pattern} ran");
    }

    private static List<string> FindRoots()
    {
        string? extra = Environment.GetEnvironmentVariable("STRONGROOM_VECTORS");
        string[] candidates = [Path.Combine(Repository.Root, "..", "shared", "vectors"), extra ?? ""];
        return [.. candidates.Where(Directory.Exists).Select(Path.GetFullPath).Distinct()];
    }
}
