using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strongroom.Tests.Tidy;

/// <summary>A warning that is switched off carries its reason, and the number of them is known.</summary>
public sealed partial class SuppressionTests
{
    private const string Fix =
        "obey the analyser; where it is wrong, suppress one line with a reason and raise the number in Budgets.cs";

    [Fact]
    public void Pragmas_carry_a_reason()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "tests", "bench")
            from pragma in Pragmas(source)
            let line = source.Text.Split('\n')[source.FirstLine(pragma)]
            where !line.Contains("//", StringComparison.Ordinal)
            select source.At(pragma),
            "write the reason behind it: #pragma warning disable CA0000 // because …");
    }

    [Fact]
    public void Suppression_attributes_carry_a_justification()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "tests", "bench")
            from attribute in Attributes(source)
            where !attribute.ToString().Contains("Justification = \"", StringComparison.Ordinal)
            select source.At(attribute),
            "add Justification = \"…\"");
    }

    [Fact]
    public void Suppressions_are_counted()
    {
        Count("src").ShouldBeLessThanOrEqualTo(Budgets.SuppressionsMax, Fix);
        Count("tests", "bench").ShouldBeLessThanOrEqualTo(Budgets.TestSuppressionsMax, Fix);
    }

    [Fact]
    public void No_project_switches_warnings_off_by_itself()
    {
        Faults.ShouldBeNone(
            from path in SourceTree.Files
            where path.EndsWith(".csproj", StringComparison.Ordinal)
            where SwitchedOff().IsMatch(SourceTree.Read(path))
            select path,
            "rules of the whole house stand in Directory.Build.props and .editorconfig");
    }

    private static int Count(params string[] folders) =>
        SourceTree.CSharp(folders).Sum(source => Pragmas(source).Count() + Attributes(source).Count());

    private static IEnumerable<PragmaWarningDirectiveTriviaSyntax> Pragmas(CSharpSource source) =>
        source.Root.DescendantNodes(descendIntoTrivia: true).OfType<PragmaWarningDirectiveTriviaSyntax>()
            .Where(pragma => pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword));

    private static IEnumerable<AttributeSyntax> Attributes(CSharpSource source) =>
        source.All<AttributeSyntax>().Where(attribute =>
            attribute.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal));

    [GeneratedRegex("<(NoWarn|WarningsNotAsErrors|TreatWarningsAsErrors|NuGetAudit|RunAnalyzers)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SwitchedOff();
}
