using System.Collections.Concurrent;
using System.Diagnostics;

namespace Strongroom.Tests.Tidy;

/// <summary>The files of this checkout as git sees them: tracked ones and new ones that nothing ignores.</summary>
internal static class SourceTree
{
    private static readonly ConcurrentDictionary<string, CSharpSource> _parsed = new(StringComparer.Ordinal);

    /// <summary>Paths relative to the root, with forward slashes, in ordinal order.</summary>
    internal static IReadOnlyList<string> Files { get; } = ListFiles();

    internal static string Read(string path) => File.ReadAllText(Repository.PathOf(path));

    internal static string ReadIfPresent(string path) =>
        File.Exists(Repository.PathOf(path)) ? Read(path) : "";

    internal static IEnumerable<string> Under(string folder, params string[] endings) =>
        Files.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)
            && (endings.Length == 0 || endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))));

    /// <summary>The parsed C# files below any of <paramref name="folders"/>.</summary>
    internal static IReadOnlyList<CSharpSource> CSharp(params string[] folders) =>
    [
        .. folders.SelectMany(folder => Under(folder, ".cs"))
            .Select(path => _parsed.GetOrAdd(path, static key => CSharpSource.Parse(key, Read(key)))),
    ];

    private static string[] ListFiles()
    {
        ProcessStartInfo start = new("git")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        foreach (string word in "-c safe.directory=* ls-files -z --cached --others --exclude-standard".Split(' '))
            start.ArgumentList.Add(word);
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0) throw new InvalidOperationException("the tidy tests need git and a checkout");
        return
        [
            .. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(path => File.Exists(Repository.PathOf(path)))
                .Order(StringComparer.Ordinal),
        ];
    }
}
