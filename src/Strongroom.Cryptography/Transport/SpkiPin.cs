// RFC 7469, section 2.4: a pin is SHA-256 over the DER of a certificate's SubjectPublicKeyInfo. Written here
// as 64 lower-case hexadecimal digits, like every other digest of this house.
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Strongroom.Cryptography.Transport;

/// <summary>Names the public key of a certificate, whatever else the certificate says.</summary>
public sealed record SpkiPin
{
    private const int TextLength = 2 * SHA256.HashSizeInBytes;
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    private readonly string _text;

    private SpkiPin(string text) => _text = text;

    public static SpkiPin Of(X509Certificate2 certificate) => new(Convert.ToHexStringLower(
        SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())));

    /// <summary>False for anything but 64 lower-case hexadecimal digits.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpkiPin? pin)
    {
        bool isPin = text.Length == TextLength && !text.AsSpan().ContainsAnyExcept(s_digits);
        pin = isPin ? new SpkiPin(text) : null;
        return isPin;
    }

    public override string ToString() => _text;
}
