using Strongroom.Tests.Hosting;
using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Secrets;

/// <summary>Needs root and SoftHSM2; skipped where one is missing, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTokenFactAttribute : FactAttribute
{
    public RootTokenFactAttribute() => Skip = new RootFactAttribute().Skip ?? new TokenFactAttribute().Skip;
}
