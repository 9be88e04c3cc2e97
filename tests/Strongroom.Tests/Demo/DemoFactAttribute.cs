using Strongroom.Server.Storage;
using Strongroom.Tests.Chains;

namespace Strongroom.Tests.Demo;

/// <summary>A fact that runs the real demo: skipped where PostgreSQL or tools/devnet is missing, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DemoFactAttribute : FactAttribute
{
    public DemoFactAttribute()
    {
        if (!IsPossible && !Repository.IsCi) Skip = "needs PostgreSQL and npm ci --ignore-scripts in tools/devnet";
    }

    internal static bool IsPossible =>
        PostgresBinaries.Find() is not null && Directory.Exists(PeerFactAttribute.Packages);
}
