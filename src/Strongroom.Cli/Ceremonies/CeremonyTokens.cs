using System.Diagnostics.CodeAnalysis;
using Strongroom.Ceremonies;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Ceremonies;

/// <summary>The tokens of hsm.json that are at the ceremony, logged in.</summary>
internal sealed class CeremonyTokens : IDisposable
{
    private const int PinsBytesMax = 1024;

    private readonly List<Pkcs11Module> _modules = [];
    private readonly List<PresentToken> _present = [];

    private CeremonyTokens() { }

    internal IReadOnlyList<PresentToken> Present => _present;

    /// <summary>
    /// The file is the Signer's (docs/operating/hsm.md), and so is the line of PINs. A token that is away is
    /// left out; a PIN that is refused is a refusal.
    /// </summary>
    internal static bool TryOpen(
        string? hsmFile, string? pinFile, [NotNullWhen(true)] out CeremonyTokens? tokens,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        tokens = null;
        refusal = PerformRefusals.Hsm();
        if (hsmFile is null || !File.Exists(hsmFile) || pinFile is null) return false;
        byte[] file = Answer.ReadBytes(hsmFile, HsmSettings.FileBytesMax);
        if (!HsmSettings.TryParse(file, out HsmSettings? settings)) return false;
        if (!OwnerFile.TryRead(pinFile, PinsBytesMax, out SecretBytes? content)) return false;
        using SecretBytes pins = Terminal.FirstLine(content);
        CeremonyTokens opened = new();
        refusal = opened.LogIn(settings, pins);
        if (refusal is null) tokens = opened;
        else opened.Dispose();
        return refusal is null;
    }

    internal PresentToken? FindSerial(string serial) => _present.FirstOrDefault(one => one.Serial == serial);

    /// <summary>A planned token, at the place that the plan says; null and why not.</summary>
    internal PresentToken? Find(PlannedToken planned, out Refusal? refusal)
    {
        PresentToken? token = _present.FirstOrDefault(one => one.Settings.Label == planned.Label
            && (planned.Serial is null || planned.Serial == one.Serial));
        refusal = token is null ? PerformRefusals.TokenAbsent(planned.Label) : null;
        if (token is null) return null;
        bool isThere = token.Settings.Site == planned.Site
            && token.Settings.Country == planned.Country.ToString();
        refusal = isThere ? null : PerformRefusals.TokenDiffers(planned.Label);
        return isThere ? token : null;
    }

    public void Dispose()
    {
        foreach (PresentToken token in _present) token.Connection.Dispose();
        foreach (Pkcs11Module module in _modules) module.Dispose();
    }

    private Refusal? LogIn(HsmSettings settings, SecretBytes pins)
    {
        try
        {
            for (int i = 0; i < settings.Tokens.Count; i++)
            {
                using SecretBytes pin = TokenPins.Take(pins, i, settings.Tokens.Count);
                LogIn(settings.Tokens[i], pin);
            }

            return null;
        }
        catch (TokenException problem)
        {
            return PerformRefusals.TokenRefused(problem.Message);
        }
        catch (Exception problem) when (
            problem is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return PerformRefusals.TokenRefused("the PKCS#11 library cannot be loaded");
        }
    }

    private void LogIn(HsmTokenSettings settings, SecretBytes pin)
    {
        Pkcs11Module? module = _modules.FirstOrDefault(one => one.Path == settings.Module);
        if (module is null) _modules.Add(module = Pkcs11Module.Load(settings.Module));
        try
        {
            TokenConnection connection = TokenConnection.Open(
                module, new TokenName(settings.Label, settings.Serial), pin, TokenLimits.Usual);
            _present.Add(new PresentToken(settings, connection));
        }
        catch (TokenException problem) when (problem.Fault == TokenFault.TokenLost)
        {
            Terminal.Say($"token {settings.Label} is not here");
        }
    }
}

/// <summary>A token that is here: what hsm.json says of it, and the login.</summary>
internal sealed record PresentToken(HsmTokenSettings Settings, TokenConnection Connection)
{
    internal string Serial => Connection.Facts.Serial;

    internal MechanismProfile Mechanisms => Settings.Mechanisms ?? MechanismProfile.Standard;
}
