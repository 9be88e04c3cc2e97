using Strongroom.Tests.Ceremonies;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Secrets;

/// <summary>Needs root and a pseudo-terminal; skipped where one is missing, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTerminalFactAttribute : FactAttribute
{
    public RootTerminalFactAttribute() => Skip = new RootFactAttribute().Skip ?? new TerminalFactAttribute().Skip;
}
