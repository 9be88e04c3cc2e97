using Strongroom.Server.Storage;
using Strongroom.Tests.Chains;

namespace Strongroom.Tests.Storage;

/// <summary>A fact that needs PostgreSQL and a local chain: skipped where one is missing, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JourneyFactAttribute : FactAttribute
{
    public JourneyFactAttribute()
    {
        bool isComplete = PostgresBinaries.Find() is not null && Directory.Exists(PeerFactAttribute.Packages);
        if (!isComplete && !Repository.IsCi) Skip = "needs PostgreSQL and npm ci --ignore-scripts in tools/devnet";
    }
}
