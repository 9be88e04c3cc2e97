namespace Strongroom.Tests.Ceremonies;

/// <summary>A fact that needs a pseudo-terminal: skipped without script(1), failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!File.Exists("/usr/bin/script") && !Repository.IsCi)
            Skip = "no script of util-linux: ceremonies at a terminal cannot run";
    }
}
