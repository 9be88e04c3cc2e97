namespace Strongroom.Tests.Tidy;

/// <summary>How a tidy test fails: what is wrong and where, one line each, then the way to put it right.</summary>
internal static class Faults
{
    internal static void ShouldBeNone(IEnumerable<string> faults, string fix)
    {
        string[] found = [.. faults.Distinct(StringComparer.Ordinal)];
        if (found.Length == 0) return;
        throw new ShouldAssertException(
            $"{found.Length} untidy:\n  {string.Join("\n  ", found)}\nHow to put it right: {fix}");
    }
}
