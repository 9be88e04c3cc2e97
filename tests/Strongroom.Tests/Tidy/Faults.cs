namespace Strongroom.Tests.Tidy;

/// <summary>How a tidy test fails: what is wrong and where, one line each, then the way to put it right.</summary>
internal static class Faults
{
    internal static void ShouldBeNone(IEnumerable<string> faults, string fix)
    {
        ShouldBeWithin(0, faults, fix);
    }

    /// <summary>The same for a rule with a counted number of known exceptions.</summary>
    internal static void ShouldBeWithin(int budget, IEnumerable<string> faults, string fix)
    {
        string[] found = [.. faults.Distinct(StringComparer.Ordinal)];
        if (found.Length <= budget) return;
        throw new ShouldAssertException(
            $"{found.Length} untidy, {budget} allowed:\n  {string.Join("\n  ", found)}\nHow to put it right: {fix}");
    }
}
