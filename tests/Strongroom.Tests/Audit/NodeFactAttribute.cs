namespace Strongroom.Tests.Audit;

/// <summary>A fact that needs node: skipped where there is none, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!Repository.IsCi && !folders.Any(folder => File.Exists(Path.Combine(folder, "node"))))
            Skip = "no node on the PATH: the second verifier (verify-log.mjs) cannot run";
    }
}
