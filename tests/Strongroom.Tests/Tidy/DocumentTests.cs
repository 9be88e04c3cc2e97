using System.Text.RegularExpressions;

namespace Strongroom.Tests.Tidy;

/// <summary>Documents say what is there: links lead somewhere, and a proof that is named exists.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        Faults.ShouldBeNone(
            from path in SourceTree.Files
            where path.EndsWith(".md", StringComparison.Ordinal)
            from match in Link().Matches(SourceTree.Read(path))
            let target = match.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && target.Length > 0
            let full = Path.Combine(Path.GetDirectoryName(Repository.PathOf(path))!, target)
            where !File.Exists(full) && !Directory.Exists(full)
            select $"{path}: {target}",
            "correct the link, or write the page");
    }

    [Fact]
    public void Proofs_named_in_the_threat_model_exist()
    {
        Faults.ShouldBeNone(
            from match in Proof().Matches(SourceTree.Read("docs/threat-model.md"))
            let name = match.Groups["name"].Value
            where !SourceTree.Files.Contains($"tests/Strongroom.Tests/Adversaries/{name}.cs")
            select name,
            "name in the last column only test classes of tests/Strongroom.Tests/Adversaries");
    }

    [Fact]
    public void Every_adversary_has_a_proof_and_every_proof_an_adversary()
    {
        string page = SourceTree.Read("docs/threat-model.md");
        int first = page.IndexOf("## Who can do what", StringComparison.Ordinal);
        int last = page.IndexOf("### Honest limits", StringComparison.Ordinal);
        Faults.ShouldBeNone(
            from line in page[first..last].Split('\n')
            let cells = line.Split('|')
            where cells.Length == 6 && cells[4].Trim().Length == 0
            select $"nothing proves: {cells[1].Trim()}",
            "write a test class in tests/Strongroom.Tests/Adversaries and name it in the row's last column");
        Faults.ShouldBeNone(
            from path in SourceTree.Under("tests/Strongroom.Tests/Adversaries", "Tests.cs")
            let name = Path.GetFileNameWithoutExtension(path)
            where !page.Contains($"`{name}`", StringComparison.Ordinal)
            select name,
            "name the class in the row of docs/threat-model.md whose attacker it plays");
    }

    [Fact]
    public void Decisions_are_listed_and_have_a_status()
    {
        string list = SourceTree.Read("docs/adr/README.md");
        Faults.ShouldBeNone(
            from path in SourceTree.Under("docs/adr", ".md")
            let name = Path.GetFileName(path)
            where name != "README.md"
            where !list.Contains($"({name})", StringComparison.Ordinal)
                || !SourceTree.Read(path).Contains("\nStatus: ", StringComparison.Ordinal)
            select path,
            "add it to docs/adr/README.md, and a line Status: proposed, accepted or superseded by …");
    }

    [GeneratedRegex(@"\]\((?<target>[^)#\s]*)[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+Tests)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Proof();
}
