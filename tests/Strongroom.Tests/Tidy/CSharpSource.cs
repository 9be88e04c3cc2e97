using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Strongroom.Tests.Tidy;

/// <summary>One C# file, parsed but not bound.</summary>
internal sealed record CSharpSource(string Path, string Text, CompilationUnitSyntax Root)
{
    internal static CSharpSource Parse(string path, string text)
    {
        CSharpParseOptions options = new(LanguageVersion.Preview);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, options, path);
        return new CSharpSource(path, text, tree.GetCompilationUnitRoot());
    }

    internal string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    internal string Folder => Path[..Path.LastIndexOf('/')];

    internal IEnumerable<T> All<T>() where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    /// <summary>Every named type: classes, records, structs, interfaces, enums (extension blocks have no name).</summary>
    internal IEnumerable<BaseTypeDeclarationSyntax> Types() =>
        All<BaseTypeDeclarationSyntax>().Where(type => type.Identifier.Text.Length > 0);

    internal string At(SyntaxNode node) => $"{Path}:{FirstLine(node) + 1}";

    internal int FirstLine(SyntaxNode node) => Root.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line;

    internal int LinesOf(SyntaxNode node) =>
        Root.SyntaxTree.GetLineSpan(node.Span).EndLinePosition.Line - FirstLine(node) + 1;

    /// <summary>Visible to other assemblies: this declaration and every type around it is public.</summary>
    internal static bool IsPublic(BaseTypeDeclarationSyntax type) =>
        type.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>()
            .All(each => each.Modifiers.Any(SyntaxKind.PublicKeyword));

    internal static bool IsTopLevel(BaseTypeDeclarationSyntax type) =>
        type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax;
}
