namespace Strongroom.Tests.Age;

/// <summary>A fact that needs Debian's age program: skipped where it is not installed, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AgeProgramFactAttribute : FactAttribute
{
    public AgeProgramFactAttribute()
    {
        if (!File.Exists("/usr/bin/age") && !Repository.IsCi) Skip = "no age program: apt-get install age";
    }
}
