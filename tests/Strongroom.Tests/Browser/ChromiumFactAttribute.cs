using Strongroom.Tests.Chains;

namespace Strongroom.Tests.Browser;

/// <summary>Needs Chromium and the packages of tools/devnet: skipped on a laptop without them, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    internal const string Chromium = "/usr/bin/chromium";

    public ChromiumFactAttribute()
    {
        bool isThere = File.Exists(Chromium) && Directory.Exists(Path.Combine(PeerFactAttribute.Packages, "playwright-core"));
        if (!isThere && !Repository.IsCi) Skip = "needs chromium, and npm ci --ignore-scripts in tools/devnet";
    }
}
