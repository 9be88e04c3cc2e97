using Strongroom.Tests.Chains;

namespace Strongroom.Tests.Recovery;

/// <summary>A fact that needs a pseudo-terminal and a local chain: skipped where one is missing, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecoveryFactAttribute : FactAttribute
{
    public RecoveryFactAttribute()
    {
        bool isComplete = File.Exists("/usr/bin/script") && Directory.Exists(PeerFactAttribute.Packages);
        if (!isComplete && !Repository.IsCi)
            Skip = "needs script of util-linux and npm ci --ignore-scripts in tools/devnet";
    }
}
