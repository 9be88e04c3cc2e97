using Strongroom.Intents;

namespace Strongroom.Cli.Keys;

/// <summary>What one check found: it holds, it does not, or the token does not offer this.</summary>
internal sealed record ConformanceCheck(string Name, string Outcome, string Detail)
{
    internal const string Holds = "holds";
    internal const string Fails = "fails";
    internal const string Absent = "absent";

    internal CanonicalObject ToObject() =>
        CanonicalObject.Of(("check", Name), ("detail", Detail), ("outcome", Outcome));
}
