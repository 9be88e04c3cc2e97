using System.Text.Json;

namespace Strongroom.Tests.Tidy;

/// <summary>The rooms of the pure core refer to each other along docs/rooms.json, which has no cycle.</summary>
public sealed class RoomTests
{
    private const string Core = "src/Strongroom";
    private const string Table = "docs/rooms.json";

    private static readonly Dictionary<string, string[]> _allowed =
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(SourceTree.Read(Table))!;

    [Fact]
    public void Rooms_refer_only_to_the_rooms_that_the_table_allows()
    {
        List<string> faults = [];
        foreach (RoomArrow arrow in RoomArrows.Of(Core))
        {
            if (!_allowed.TryGetValue(arrow.From, out string[]? allowed))
                faults.Add($"{arrow.At}: the room {arrow.From} has no line");
            else if (!allowed.Contains(arrow.To))
                faults.Add($"{arrow.At}: {arrow.From} refers to {arrow.To}");
        }

        Faults.ShouldBeWithin(Budgets.UpwardArrowsMax, faults, $"give the room a line in {Table}, or add the"
            + " arrow there when it makes no cycle, or move the type to the lower room");
    }

    [Fact]
    public void The_table_of_rooms_has_no_cycle()
    {
        HashSet<string> placed = new(StringComparer.Ordinal);
        List<string> waiting = [.. _allowed.Keys];
        while (waiting.RemoveAll(room => _allowed[room].All(placed.Contains) && placed.Add(room)) > 0)
        {
            // Each round places the rooms whose targets all have a place.
        }

        Faults.ShouldBeNone(
            waiting.Select(room => $"{room} → {string.Join(", ", _allowed[room].Where(to => !placed.Contains(to)))}"),
            $"every target in {Table} needs a line of its own, and one arrow of each ring has to go");
    }

    [Fact]
    public void Every_room_is_in_the_map()
    {
        string map = SourceTree.Read("ARCHITECTURE.md");
        Faults.ShouldBeNone(
            from path in SourceTree.Under("src", ".cs", ".razor", ".sql")
            let parts = path.Split('/')
            where parts.Length > 3 && !map.Contains($"`{parts[2]}/`", StringComparison.Ordinal)
            select $"src/{parts[1]}/{parts[2]}/",
            "describe the room in ARCHITECTURE.md in one line that starts with its name: | `Room/` | … |");
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "tests", "bench")
            from space in source.All<Microsoft.CodeAnalysis.CSharp.Syntax.BaseNamespaceDeclarationSyntax>()
            let wanted = string.Join('.', source.Folder.Split('/').Skip(1))
            where space.Name.ToString() != wanted
            select $"{source.At(space)}: {space.Name} is in the folder of {wanted}",
            "move the file or correct its namespace");
    }

    [Fact]
    public void Types_live_in_a_namespace()
    {
        Faults.ShouldBeNone(
            from source in SourceTree.CSharp("src", "tests", "bench")
            from type in source.Types()
            where type.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax
            select $"{source.At(type)}: {type.Identifier.Text}",
            "give it a file of its own with a file-scoped namespace");
    }
}
