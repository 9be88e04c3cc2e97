using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strongroom.Tests.Tidy;

/// <summary>What product code never contains: promises, swallowed errors, other clocks, other dice.</summary>
public sealed partial class ForbiddenTests
{
    // Where the one call stands that makes an id; everything else receives ids.
    private const int IdSourcesMax = 1;

    private static readonly Dictionary<string, string> _bannedCalls = new(StringComparer.Ordinal)
    {
        ["DateTime.Now"] = "time comes from TimeProvider",
        ["DateTime.UtcNow"] = "time comes from TimeProvider",
        ["DateTime.Today"] = "time comes from TimeProvider",
        ["DateTimeOffset.Now"] = "time comes from TimeProvider",
        ["DateTimeOffset.UtcNow"] = "time comes from TimeProvider",
        ["Guid.NewGuid"] = "ids are UUIDv7 from one place",
        ["Random.Shared"] = "randomness comes from Strongroom.Cryptography",
        ["Thread.Sleep"] = "wait for what you wait for, with a TimeProvider and a cancellation token",
        ["GC.Collect"] = "erase secrets explicitly",
        ["Debug.Assert"] = "Invariant.Holds is always on",
    };

    [Fact]
    public void Nothing_is_left_for_later()
    {
        Faults.ShouldBeNone(
            from folder in new[] { "src", "tests", "bench", "station", "tools" }
            from path in SourceTree.Under(folder, ".cs", ".razor", ".js", ".mjs", ".sql", ".sol", ".sh")
            where !path.StartsWith("tests/Strongroom.Tests/Tidy/", StringComparison.Ordinal)
            from line in SourceTree.Read(path).Split('\n').Index()
            where Unfinished().IsMatch(line.Item)
            select $"{path}:{line.Index + 1}: {line.Item.Trim()}",
            "finish it, or leave it out and write an issue");
    }

    [Fact]
    public void Errors_are_never_swallowed()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "tests", "bench")
            from clause in source.All<CatchClauseSyntax>()
            where clause.Block.Statements.Count == 0 && !HasReason(clause)
            select source.At(clause),
            "handle it, let it pass, or say in a comment inside the block why nothing is to be done");
    }

    [Fact]
    public void Time_ids_and_randomness_come_from_their_one_place()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src")
            from access in source.All<MemberAccessExpressionSyntax>()
            let call = $"{access.Expression.ToString().Split('.')[^1]}.{access.Name.Identifier.Text}"
            where _bannedCalls.ContainsKey(call)
            select $"{source.At(access)}: {call}: {_bannedCalls[call]}",
            "take the value as an argument or the TimeProvider as a dependency");
    }

    [Fact]
    public void Random_numbers_are_drawn_in_cryptography_only()
    {
        string[] dice = ["Random", "RandomNumberGenerator"];
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src")
            where !source.Path.StartsWith("src/Strongroom.Cryptography/", StringComparison.Ordinal)
            from name in source.All<IdentifierNameSyntax>()
            where dice.Contains(name.Identifier.Text)
            select $"{source.At(name)}: {name.Identifier.Text}",
            "randomness comes from Strongroom.Cryptography");
    }

    [Fact]
    public void Ids_are_made_in_one_place_per_program()
    {
        string[] places =
        [
            .. SourceTree.CSharp("src")
                .Where(source => source.Text.Contains("Guid.CreateVersion7", StringComparison.Ordinal))
                .Select(source => source.Path),
        ];
        Faults.ShouldBeNone(
            places.GroupBy(path => path.Split('/')[1]).Where(group => group.Count() > IdSourcesMax)
                .Select(group => string.Join(", ", group)),
            "call the program's one maker of ids");
    }

    [Fact]
    public void Nothing_runs_unobserved_or_unbound()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src")
            from node in source.Root.DescendantNodes()
            let word = node switch
            {
                MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } method
                    when method.Modifiers.Any(SyntaxKind.AsyncKeyword) => "async void",
                IdentifierNameSyntax { Identifier.Text: "dynamic" } => "dynamic",
                _ => null,
            }
            where word is not null
            select $"{source.At(node)}: {word}",
            "return a Task; name the type");
    }

    [Fact]
    public void Queries_name_their_columns()
    {
        Faults.ShouldBeNone(
            from path in SourceTree.Under("src", ".cs", ".sql")
            from line in SourceTree.Read(path).Split('\n').Index()
            where EveryColumn().IsMatch(line.Item)
            select $"{path}:{line.Index + 1}",
            "name every column that is read");
    }

    // The comment may stand on its own line, before the closing brace, or behind either brace.
    private static bool HasReason(CatchClauseSyntax clause) =>
        clause.Block.DescendantTrivia().Any(trivia =>
            trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK|NotImplementedException)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bselect\s+(distinct\s+)?(\w+\.)?\*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EveryColumn();
}
