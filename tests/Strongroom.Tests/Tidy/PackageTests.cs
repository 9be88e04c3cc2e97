using System.Text.Json;
using System.Text.RegularExpressions;

namespace Strongroom.Tests.Tidy;

/// <summary>
/// Lock files name no registry, and no package with a known hole: a source without an audit feed finds nothing,
/// so the versions below which a package is refused stand here.
/// </summary>
public sealed partial class PackageTests
{
    private const string DenyList = "tests/Strongroom.Tests/Tidy/refused-packages.json";

    private static IEnumerable<string> Locks =>
        SourceTree.Files.Where(path => Path.GetFileName(path) is "packages.lock.json" or "package-lock.json");

    [Fact]
    public void Npm_locks_name_no_registry()
    {
        Faults.ShouldBeNone(
            from path in Locks
            where path.EndsWith("package-lock.json", StringComparison.Ordinal)
            where SourceTree.Read(path).Contains("\"resolved\": \"http", StringComparison.Ordinal)
                || !SourceTree.ReadIfPresent(Path.GetDirectoryName(path) + "/.npmrc")
                    .Contains("omit-lockfile-registry-resolved=true", StringComparison.Ordinal)
            select path,
            "put omit-lockfile-registry-resolved=true into .npmrc beside it and make the lock file anew");
    }

    [Fact]
    public void Npm_versions_are_exact()
    {
        Faults.ShouldBeNone(
            from path in SourceTree.Files
            where Path.GetFileName(path) == "package.json"
            from package in Members(JsonDocument.Parse(SourceTree.Read(path)).RootElement, "dependencies")
            where !char.IsAsciiDigit(package.Value.GetString()![0])
            select $"{path}: {package.Name} {package.Value.GetString()}",
            "pin one version");
    }

    [Fact]
    public void Every_project_has_its_lock()
    {
        Faults.ShouldBeNone(
            from path in SourceTree.Files
            let name = Path.GetFileName(path)
            let wanted = name == "package.json" && HasDependencies(path) ? "package-lock.json"
                : name.EndsWith(".csproj", StringComparison.Ordinal) ? "packages.lock.json" : null
            where wanted is not null && !SourceTree.Files.Contains($"{Path.GetDirectoryName(path)}/{wanted}")
            select path,
            "restore, and commit the lock file");
    }

    private static bool HasDependencies(string path)
    {
        using JsonDocument package = JsonDocument.Parse(SourceTree.Read(path));
        return Members(package.RootElement, "dependencies").Any();
    }

    [Fact]
    public void No_package_is_known_to_be_vulnerable_or_at_its_end()
    {
        Dictionary<string, string> fixedIn =
            JsonSerializer.Deserialize<Dictionary<string, string>>(SourceTree.Read(DenyList))!;
        Faults.ShouldBeNone(
            from path in Locks
            from package in Packages(path)
            where fixedIn.ContainsKey(package.Name)
            let wanted = fixedIn[package.Name]
            where wanted == "never" || VersionOf(package.Version) < VersionOf(wanted)
            select $"{path}: {package.Name} {package.Version}, fixed in: {wanted}",
            "take the fixed version (pin a transitive one in Directory.Packages.props or by npm overrides)");
    }

    private static IEnumerable<(string Name, string Version)> Packages(string path)
    {
        using JsonDocument document = JsonDocument.Parse(SourceTree.Read(path));
        JsonElement root = document.RootElement;
        if (path.EndsWith("package-lock.json", StringComparison.Ordinal))
        {
            return Members(root, "packages").Where(package => package.Name.Length > 0)
                .Select(package => (package.Name[(package.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..],
                    package.Value.GetProperty("version").GetString()!))
                .ToArray();
        }

        return Members(root, "dependencies").SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.TryGetProperty("resolved", out _))
            .Select(package => (package.Name, package.Value.GetProperty("resolved").GetString()!))
            .ToArray();
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement found) ? found.EnumerateObject() : default;

    private static Version VersionOf(string text) => new(Leading().Match(text).Value);

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Leading();
}
