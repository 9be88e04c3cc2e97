using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace Strongroom.Cryptography.Transport;

/// <summary>
/// The one or two certificates that a peer may show: two, so that one can be replaced without an outage. No
/// authority and no name is trusted.
/// </summary>
public sealed class CertificatePins
{
    public const int PinsMax = 2;

    private readonly SpkiPin[] _pins;

    private CertificatePins(SpkiPin[] pins) => _pins = pins;

    /// <summary>False for no pin, more than two, or a text that is none.</summary>
    public static bool TryParse(IReadOnlyList<string> texts, [NotNullWhen(true)] out CertificatePins? pins)
    {
        pins = null;
        if (texts.Count is 0 or > PinsMax) return false;
        SpkiPin[] parsed = new SpkiPin[texts.Count];
        for (int i = 0; i < parsed.Length; i++)
        {
            if (!SpkiPin.TryParse(texts[i], out SpkiPin? pin)) return false;
            parsed[i] = pin;
        }

        pins = new CertificatePins(parsed);
        return true;
    }

    public CertificateVerdict Check(X509Certificate2? shown, DateTimeOffset now)
    {
        if (shown is null) return CertificateVerdict.Missing;
        if (!_pins.Contains(SpkiPin.Of(shown))) return CertificateVerdict.NotPinned;
        DateTime moment = now.UtcDateTime;
        bool isCurrent =
            shown.NotBefore.ToUniversalTime() <= moment && moment <= shown.NotAfter.ToUniversalTime();
        return isCurrent ? CertificateVerdict.Accepted : CertificateVerdict.Outdated;
    }
}
