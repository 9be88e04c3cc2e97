namespace Strongroom.Tests.Faults;

/// <summary>Needs a C compiler for the shim: skipped where there is none, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "cc"))) && !Repository.IsCi)
            Skip = "needs a C compiler: apt-get install gcc libc6-dev";
    }
}
