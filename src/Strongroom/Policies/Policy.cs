using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>
/// Ordered rules of which the first that matches decides; the last denies what no other rule named. A value
/// of this type has passed every check that needs no roster; <see cref="PolicyLint"/> makes the others.
/// </summary>
public sealed class Policy
{
    public const int RulesMax = 100;

    internal Policy(long version, IReadOnlyList<Rule> rules, CanonicalObject source)
    {
        Version = version;
        Rules = rules;
        Source = source;
        AsksForAllowlist = rules.Any(rule => rule.IsAllowlistedOnly);
    }

    public long Version { get; }

    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>
    /// Whether any rule asks for an allowlisted destination, so that one has to be looked up.
    /// </summary>
    public bool AsksForAllowlist { get; }

    /// <summary>The policy as it was approved.</summary>
    public CanonicalObject Source { get; }

    public static bool TryParse(
        CanonicalObject source,
        [NotNullWhen(true)] out Policy? policy,
        [NotNullWhen(false)] out Refusal? refusal) =>
        PolicyReader.TryRead(source, out policy, out refusal);
}
