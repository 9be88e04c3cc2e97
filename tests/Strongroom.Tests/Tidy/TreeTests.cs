namespace Strongroom.Tests.Tidy;

/// <summary>The tree names nothing but the project itself: no registry, no machine, no place of work.</summary>
public sealed class TreeTests
{
    // In two halves, so that this file does not find itself.
    private static readonly string[] _foreign =
    [
        "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/",
        "registry." + "npmjs", "registry." + "yarnpkg", "npm" + "mirror", "api." + "nuget", "nuget." + "org/",
        "deb." + "debian.org", "pypi." + "org", "pkgs.dev." + "azure",
    ];

    private static readonly string[] _text =
    [
        ".cs", ".razor", ".js", ".mjs", ".css", ".html", ".sql", ".sol", ".sh", ".md", ".json", ".slnf", ".slnx",
        ".props", ".csproj", ".txt", ".npmrc", ".editorconfig", ".gitignore", ".gitattributes", "strongroom", ".ci/run",
    ];

    [Fact]
    public void Nothing_names_a_registry_or_a_place_of_work()
    {
        Faults.ShouldBeNone(
            from path in SourceTree.Files
            where _text.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))
            from line in SourceTree.Read(path).Split('\n').Index()
            from word in _foreign
            where line.Item.Contains(word, StringComparison.OrdinalIgnoreCase)
            select $"{path}:{line.Index + 1}: {word}",
            "say it relative to the checkout, or leave it out");
    }

    [Fact]
    public void No_file_configures_a_package_source()
    {
        Faults.ShouldBeNone(
            from path in SourceTree.Files
            let name = Path.GetFileName(path)
            where name.Equals("nuget.config", StringComparison.OrdinalIgnoreCase)
                || (name == ".npmrc" && SourceTree.Read(path).Contains("registry=", StringComparison.Ordinal))
            select path,
            "package sources belong to the machine, not to the project");
    }

    [Fact]
    public void Nothing_built_or_secret_is_in_the_tree()
    {
        string[] endings = [".dll", ".so", ".exe", ".pdb", ".trx", ".pfx", ".p12", ".key", ".seed", ".log", ".nupkg"];
        Faults.ShouldBeNone(
            SourceTree.Files.Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))),
            "remove it from git and give .gitignore a line");
    }
}
