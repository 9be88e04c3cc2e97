namespace Strongroom.Tests.Hosting;

/// <summary>Needs root; without it the test is skipped on a laptop and fails in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!string.Equals(Environment.UserName, "root", StringComparison.Ordinal) && !Repository.IsCi) Skip = "needs root";
    }
}
