using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strongroom.Tests.Tidy;

/// <summary>A refusal code is a promise to integrators: well formed, unique, documented and tested.</summary>
public sealed partial class RefusalCodeTests
{
    private const string Page = "docs/formats/refusals.md";

    private static IReadOnlyList<RefusalCode> Codes { get; } =
    [
        .. from source in SourceTree.CSharp("src")
           from type in source.All<ClassDeclarationSyntax>()
           where type.Identifier.Text.EndsWith("Refusal", StringComparison.Ordinal)
           where type.Modifiers.Any(SyntaxKind.StaticKeyword)
           from field in type.Members.OfType<FieldDeclarationSyntax>()
           where field.Modifiers.Any(SyntaxKind.ConstKeyword) && field.Modifiers.Any(SyntaxKind.PublicKeyword)
           from variable in field.Declaration.Variables
           let text = (variable.Initializer?.Value as LiteralExpressionSyntax)?.Token.ValueText ?? ""
           select new RefusalCode($"{type.Identifier.Text}.{variable.Identifier.Text}", text, source.At(variable)),
    ];

    [Fact]
    public void Codes_are_a_room_and_a_reason()
    {
        Faults.ShouldBeNone(
            Codes.Where(code => !WellFormed().IsMatch(code.Text)).Select(code => $"{code.At}: \"{code.Text}\""),
            "write a literal room.reason in lower-case words joined by hyphens, such as \"json.not-canonical\"");
    }

    [Fact]
    public void Codes_have_one_meaning()
    {
        Faults.ShouldBeNone(
            Codes.GroupBy(code => code.Text).Where(group => group.Count() > 1)
                .Select(group => $"{group.Key}: {string.Join(", ", group.Select(code => code.At))}"),
            "share the constant or find a second code");
    }

    [Fact]
    public void Codes_are_documented()
    {
        string page = SourceTree.ReadIfPresent(Page);
        Faults.ShouldBeNone(
            Codes.Where(code => !page.Contains($"`{code.Text}`", StringComparison.Ordinal))
                .Select(code => $"{code.At}: {code.Text}"),
            $"add a row to {Page}: | `code` | when |");
    }

    [Fact]
    public void Codes_have_a_test()
    {
        string[] tests = [.. SourceTree.CSharp("tests").Select(source => source.Text)];
        Faults.ShouldBeNone(
            Codes.Where(code => !tests.Any(text => text.Contains(code.Name, StringComparison.Ordinal)
                    || text.Contains($"\"{code.Text}\"", StringComparison.Ordinal)))
                .Select(code => $"{code.At}: {code.Text}"),
            "write a test that provokes this refusal and names its constant");
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WellFormed();
}
