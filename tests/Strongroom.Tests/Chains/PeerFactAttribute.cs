namespace Strongroom.Tests.Chains;

/// <summary>A fact that needs the packages of tools/devnet: skipped where they are not installed, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerFactAttribute : FactAttribute
{
    internal static string Packages { get; } = Repository.PathOf("tools", "devnet", "node_modules");

    public PeerFactAttribute()
    {
        if (!Directory.Exists(Packages) && !Repository.IsCi)
            Skip = "no peers: run npm ci --ignore-scripts in tools/devnet";
    }
}
