using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strongroom.Tests.Tidy;

/// <summary>Names say what a thing is; GLOSSARY.md is the authority.</summary>
public sealed class NameTests
{
    private static readonly string[] _bannedSuffixes =
    [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Processor", "Data", "Info", "Impl",
    ];

    // Standards' own words are written as printed: EIP-712 typed data.
    private static readonly string[] _printedByStandards = ["TypedMessage"];

    // A client is never a user or a customer; a database transaction is a DbScope.
    private static readonly string[] _bannedWords = ["Customer", "DbTransaction", "SqlTransaction"];

    [Fact]
    public void Types_are_named_after_what_they_are()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "tests", "bench")
            from type in source.Types()
            let suffix = _bannedSuffixes.FirstOrDefault(each => type.Identifier.Text.EndsWith(each, StringComparison.Ordinal))
            where suffix is not null && !_printedByStandards.Contains(type.Identifier.Text)
            select $"{source.At(type)}: {type.Identifier.Text}",
            "name the type after its subject: not …" + string.Join(", …", _bannedSuffixes));
    }

    [Fact]
    public void Types_use_the_words_of_the_glossary()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src")
            from type in source.Types()
            from word in _bannedWords
            where type.Identifier.Text.Contains(word, StringComparison.Ordinal)
            select $"{source.At(type)}: {type.Identifier.Text}",
            "GLOSSARY.md has one word for each idea: Client, DbScope");
    }

    [Fact]
    public void A_file_holds_one_public_type_and_is_named_like_it()
    {
        List<string> faults = [];
        foreach (CSharpSource source in SourceTree.CSharp("src"))
        {
            string stem = source.Name.Split('.')[0];
            string[] names = [.. source.Types().Where(CSharpSource.IsTopLevel).Where(IsPublic).Select(NameOf).Distinct()];
            if (names.Length > 1) faults.Add($"{source.Path}: {string.Join(", ", names)}");
            if (names.Length == 1 && names[0] != stem) faults.Add($"{source.Path}: {names[0]}");
        }

        Faults.ShouldBeNone(faults, "one public type a file, one name for both (parts may be Type.Part.cs)");
    }

    [Fact]
    public void Classes_are_sealed()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src")
            from type in source.All<TypeDeclarationSyntax>()
            where type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
            where !type.Modifiers.Any(IsClosing) && type.BaseList is null && type.Identifier.Text != "Program"
            select $"{source.At(type)}: {type.Identifier.Text}",
            "add sealed, or abstract with a private constructor for a closed choice");
    }

    [Fact]
    public void Vector_tests_are_named_so_that_the_launcher_finds_them()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("tests")
            from attribute in source.All<AttributeSyntax>()
            where attribute.Name.ToString() == "VectorFact"
            let type = attribute.Ancestors().OfType<TypeDeclarationSyntax>().First()
            where !type.Identifier.Text.EndsWith("Vectors", StringComparison.Ordinal)
            select $"{source.At(type)}: {type.Identifier.Text}",
            "end the class name in Vectors");
    }

    [Fact]
    public void Tests_are_named_as_sentences()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("tests")
            from method in source.All<MethodDeclarationSyntax>()
            where method.AttributeLists.SelectMany(list => list.Attributes).Any(IsTest)
            where !method.Identifier.Text.Contains('_', StringComparison.Ordinal)
            select $"{source.At(method)}: {method.Identifier.Text}",
            "say what holds: Refuses_a_withdrawal_above_the_daily_limit");
    }

    private static bool IsPublic(BaseTypeDeclarationSyntax type) => CSharpSource.IsPublic(type);

    private static string NameOf(BaseTypeDeclarationSyntax type) => type.Identifier.Text;

    private static bool IsTest(AttributeSyntax attribute) =>
        attribute.Name.ToString() is "Fact" or "Theory" or "VectorFact";

    private static bool IsClosing(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.StaticKeyword;
}
