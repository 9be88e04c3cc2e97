namespace Strongroom.Tests.Pkcs11;

/// <summary>A fact that needs SoftHSM2: skipped where it is not installed, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TokenFactAttribute : FactAttribute
{
    public TokenFactAttribute()
    {
        if (!TestTokens.IsInstalled && !Repository.IsCi) Skip = "no SoftHSM2: apt-get install softhsm2 opensc";
    }
}
