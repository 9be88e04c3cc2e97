using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strongroom.Tests.Tidy;

/// <summary>Short and flat: a file is read in one go, a method without scrolling.</summary>
public sealed class ShapeTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 50;
    private const int ColumnsMax = 110;
    private const int WideColumnsMax = 125;
    private const int ParametersMax = 5;
    private const int NestingMax = 3;

    private static readonly string[] _written = [".cs", ".razor", ".js", ".mjs", ".css", ".html", ".sql", ".sh", ".sol"];

    [Fact]
    public void Files_are_short()
    {
        Faults.ShouldBeNone(
            from folder in new[] { "src", "tests", "bench", "station", "tools" }
            from path in SourceTree.Under(folder, _written)
            let lines = SourceTree.Read(path).AsSpan().Count('\n')
            where lines > FileLinesMax
            select $"{path}: {lines} lines",
            $"split the file where its subject changes (at most {FileLinesMax} lines, aim for 60 to 160)");
    }

    [Fact]
    public void Lines_of_product_code_fit_the_page()
    {
        Faults.ShouldBeWithin(Budgets.WideLinesMax, LinesOver(ColumnsMax), $"break the line at {ColumnsMax} columns");
        Faults.ShouldBeNone(LinesOver(WideColumnsMax), $"break the line at {ColumnsMax} columns");
    }

    [Fact]
    public void Methods_are_short()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "tests", "bench")
            from node in source.Root.DescendantNodes().Where(IsCallable)
            let lines = source.LinesOf(node)
            where lines > MethodLinesMax
            select $"{source.At(node)}: {NameOf(node)} has {lines} lines",
            $"let the parent decide and leaves compute (at most {MethodLinesMax} lines)");
    }

    [Fact]
    public void Programs_start_in_few_lines()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "bench")
            let statements = source.Root.Members.OfType<GlobalStatementSyntax>().ToArray()
            where statements.Sum(source.LinesOf) > MethodLinesMax
            select source.Path,
            $"top-level statements are a method too (at most {MethodLinesMax} lines)");
    }

    [Fact]
    public void Calls_take_few_parameters()
    {
        Faults.ShouldBeWithin(
            Budgets.LongParameterListsMax,
            from source in SourceTree.CSharp("src")
            from list in source.All<ParameterListSyntax>()
            where list.Parent is not RecordDeclarationSyntax && !IsNativeImport(list.Parent)
            let count = list.Parameters.Count(IsCounted)
            where count > ParametersMax
            select $"{source.At(list)}: {NameOf(list.Parent)} takes {count}",
            $"gather what belongs together in a record (at most {ParametersMax} parameters; records and native"
            + " imports, cancellation tokens and caller facts do not count)");
    }

    [Fact]
    public void Control_flow_is_flat()
    {
        Faults.ShouldBeWithin(
            Budgets.DeepNestingsMax,
            from source in SourceTree.CSharp("src")
            from node in source.Root.DescendantNodes().Where(IsNesting)
            let depth = node.AncestorsAndSelf().TakeWhile(each => !IsCallable(each)).Count(IsNesting)
            where depth > NestingMax
            select $"{source.At(node)}: {depth} deep",
            $"return early or name the inner part as a method (at most {NestingMax} deep)");
    }

    private static IEnumerable<string> LinesOver(int columns) =>
        from folder in new[] { "src", "station" }
        from path in SourceTree.Under(folder, ".cs", ".js", ".mjs", ".sql")
        from line in SourceTree.Read(path).Split('\n').Index()
        where line.Item.TrimEnd('\r').Length > columns
        select $"{path}:{line.Index + 1}: {line.Item.Length} columns";

    private static bool IsCallable(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
            or AnonymousFunctionExpressionSyntax;

    // An "else if" continues its "if"; scopes such as using, lock and fixed decide nothing.
    private static bool IsNesting(SyntaxNode node) =>
        node is IfStatementSyntax { Parent: not ElseClauseSyntax } or CommonForEachStatementSyntax
            or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or SwitchStatementSyntax
            or TryStatementSyntax;

    private static bool IsNativeImport(SyntaxNode? node) =>
        node is MemberDeclarationSyntax member
        && member.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "LibraryImport" or "DllImport");

    private static bool IsCounted(ParameterSyntax parameter) =>
        parameter.Type?.ToString() != "CancellationToken"
        && !parameter.AttributeLists.ToString().Contains("Caller", StringComparison.Ordinal);

    private static string NameOf(SyntaxNode? node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => node?.Kind().ToString() ?? "?",
    };
}
