using System.Xml.Linq;

namespace Strongroom.Tests.Tidy;

/// <summary>One project per right: an assembly is the only wall that the compiler guards.</summary>
public sealed class ProjectTests
{
    private const string Friends = "Strongroom.Signer Strongroom.Cli Strongroom.Tests Strongroom.Benchmarks";

    private static readonly Dictionary<string, string[]> _allowed = new(StringComparer.Ordinal)
    {
        ["Strongroom.Cryptography"] = [],
        ["Strongroom"] = ["Strongroom.Cryptography"],
        ["Strongroom.Signer"] = ["Strongroom", "Strongroom.Cryptography"],
        ["Strongroom.Server"] = ["Strongroom", "Strongroom.Cryptography"],
        ["Strongroom.Cli"] = ["Strongroom", "Strongroom.Cryptography"],
        ["Strongroom.Tests"] = ["Strongroom.Signer", "Strongroom.Server", "Strongroom.Cli"],
        ["Strongroom.Benchmarks"] = ["Strongroom.Signer", "Strongroom.Cli"],
    };

    private static IEnumerable<string> ProjectFiles =>
        SourceTree.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    [Fact]
    public void Projects_refer_only_to_the_projects_that_their_right_allows()
    {
        List<string> faults = [];
        foreach (string path in ProjectFiles)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (!_allowed.TryGetValue(name, out string[]? allowed))
                faults.Add($"{path}: a project that design and table do not know");
            else
                faults.AddRange(Included(path, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
                    .Where(target => !allowed.Contains(target)).Select(target => $"{path} refers to {target}"));
        }

        Faults.ShouldBeNone(faults, "a program never refers to another program; move what both need into"
            + " Strongroom (rules) or Strongroom.Cryptography, or let them talk over a socket");
    }

    [Fact]
    public void Only_programs_that_hold_keys_see_the_internals_of_cryptography()
    {
        string path = "src/Strongroom.Cryptography/Strongroom.Cryptography.csproj";
        Faults.ShouldBeNone(
            Included(path, "InternalsVisibleTo").Except(Friends.Split(' ')).Select(name => $"{path}: {name}"),
            "make the member that is needed public when it touches no secret, or do the work in the Signer");
    }

    [Fact]
    public void No_source_file_opens_internals_by_attribute()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "bench")
            where source.Text.Contains("[assembly: InternalsVisible" + "To", StringComparison.Ordinal)
            select source.Path,
            "name the friend in the .csproj, where the test above reads it");
    }

    [Fact]
    public void Projects_leave_versions_to_the_central_file()
    {
        Faults.ShouldBeNone(
            from path in ProjectFiles
            from reference in XDocument.Load(Repository.PathOf(path)).Descendants("PackageReference")
            where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
            select $"{path}: {reference.Attribute("Include")?.Value}",
            "put the version into Directory.Packages.props");
    }

    [Fact]
    public void Central_versions_are_exact_and_documented()
    {
        string reasons = SourceTree.ReadIfPresent("docs/dependencies.md");
        List<string> faults = [];
        foreach (XElement package in XDocument.Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("PackageVersion"))
        {
            string name = package.Attribute("Include")!.Value;
            if (package.Attribute("Version")!.Value.AsSpan().ContainsAny("*[](,"))
                faults.Add($"{name}: the version floats");
            if (!reasons.Contains(name, StringComparison.Ordinal))
                faults.Add($"{name}: not in docs/dependencies.md");
        }

        Faults.ShouldBeNone(faults, "pin one exact version; give every package a line with reason and licence");
    }

    [Fact]
    public void No_project_is_a_drawer_for_everything()
    {
        string[] banned = ["Common", "Shared", "Core", "Utils", "Abstractions"];
        Faults.ShouldBeNone(
            from path in SourceTree.Under("src")
            from part in path.Split('/', '.')
            where banned.Contains(part)
            select $"{path}: {part}",
            "name the room after what it is about");
    }

    private static IEnumerable<string> Included(string project, string item) =>
        XDocument.Load(Repository.PathOf(project)).Descendants(item)
            .Select(element => element.Attribute("Include")!.Value);
}
