using Strongroom.Tests.Pkcs11;

namespace Strongroom.Tests.Ceremonies;

/// <summary>A fact that needs a pseudo-terminal and tokens: skipped without one of them, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TokenTerminalFactAttribute : FactAttribute
{
    public TokenTerminalFactAttribute()
    {
        if (!(File.Exists("/usr/bin/script") && TestTokens.IsInstalled) && !Repository.IsCi)
            Skip = "no script of util-linux, or no softhsm2: ceremonies with tokens cannot run";
    }
}
