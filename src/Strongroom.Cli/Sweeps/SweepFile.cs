using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>The files of a sweep: the bundle, and the statements over its intents.</summary>
internal static class SweepFile
{
    private const int StatementsMax = 100_000;

    internal static Argument<string> Argument() => new("file") { Description = "the sweep's file" };

    internal static bool TryRead(
        string path, [NotNullWhen(true)] out SweepBundle? bundle,
        [NotNullWhen(false)] out Refusal? refusal) =>
        SweepBundle.TryParse(Answer.ReadBytes(path, SweepBundle.BytesMax), out bundle, out refusal);

    internal static byte[] WriteStatements(IEnumerable<SignedStatement> statements) => CanonicalObject.Of(
        ("statements", CanonicalArray.OfObjects(statements.Select(statement => statement.Body)))).ToBytes();

    internal static bool TryReadStatements(
        string path, List<SignedStatement> into, [NotNullWhen(false)] out Refusal? refusal)
    {
        byte[] bytes = Answer.ReadBytes(path, SweepBundle.BytesMax);
        if (!CanonicalJson.TryRead(bytes, SweepBundle.BytesMax, out CanonicalObject? body, out refusal))
            return false;
        MemberReader read = new(body);
        foreach (CanonicalObject one in read.Objects("statements", 0, StatementsMax))
        {
            if (SignedStatement.TryParse(one, out SignedStatement? statement, out Refusal? wrong))
                into.Add(statement);
            read.Keep(wrong);
        }

        return read.TryEnd(out refusal);
    }
}
