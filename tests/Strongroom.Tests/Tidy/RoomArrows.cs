using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strongroom.Tests.Tidy;

/// <summary>
/// The real arrows between the rooms of a project, from bound symbols: a <c>var</c>, a relative name or a global
/// using cannot hide one. A room is a folder, so <c>Chains</c> and <c>Chains/Ethereum</c> are two.
/// </summary>
internal static class RoomArrows
{
    // Implicit usings of the SDK stand in a generated file, which is not in the tree.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO;
        global using System.Linq; global using System.Net.Http; global using System.Threading;
        global using System.Threading.Tasks;
        """;

    internal static IReadOnlyList<RoomArrow> Of(string project)
    {
        string root = Path.GetFileName(project);
        IReadOnlyList<CSharpSource> sources = SourceTree.CSharp(project);
        CSharpCompilation compilation = Compile(root, sources);
        Dictionary<(string From, string To), RoomArrow> arrows = [];
        foreach (CSharpSource source in sources)
        {
            string from = RoomOf(source.Folder, project);
            SemanticModel model = compilation.GetSemanticModel(source.Root.SyntaxTree);
            foreach (SimpleNameSyntax name in source.All<SimpleNameSyntax>())
            {
                string? to = RoomOf(model.GetSymbolInfo(name), compilation.Assembly, root);
                if (to is not null && to != from && to.Length > 0)
                    arrows.TryAdd((from, to), new RoomArrow(from, to, source.At(name)));
            }
        }

        return [.. arrows.Values];
    }

    private static CSharpCompilation Compile(string name, IEnumerable<CSharpSource> sources)
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        ImmutableArray<MetadataReference> references =
        [
            .. platform.Split(Path.PathSeparator)
                .Where(path => Path.GetFileNameWithoutExtension(path) != name)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
        CSharpParseOptions options = new(LanguageVersion.Preview);
        SyntaxTree[] trees =
        [
            CSharpSyntaxTree.ParseText(ImplicitUsings, options),
            .. sources.Select(source => source.Root.SyntaxTree),
        ];
        return CSharpCompilation.Create(name, trees, references);
    }

    private static string RoomOf(string folder, string project) =>
        folder.Length == project.Length ? "" : folder[(project.Length + 1)..];

    private static string? RoomOf(SymbolInfo found, IAssemblySymbol assembly, string root)
    {
        ISymbol? symbol = found.Symbol ?? found.CandidateSymbols.FirstOrDefault();
        bool isOurs = symbol is not null and not INamespaceSymbol
            && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly);
        string? space = isOurs ? symbol!.ContainingNamespace?.ToDisplayString() : null;
        if (space is null || !space.StartsWith(root, StringComparison.Ordinal)) return null;
        return space.Length == root.Length ? "" : space[(root.Length + 1)..].Replace('.', '/');
    }
}
