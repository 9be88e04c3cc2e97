using System.Security.Cryptography.X509Certificates;
using Strongroom.Cryptography.Transport;

namespace Strongroom.Tests.Transport;

/// <summary>A certificate with its key in two files, as the command line makes them.</summary>
internal sealed record TestCertificate(string CertificateFile, string KeyFile, SpkiPin Pin)
{
    internal static TestCertificate Make(
        string folder, string name, DateTimeOffset? now = null, TimeSpan? lifetime = null)
    {
        string certificateFile = Path.Combine(folder, name + ".crt"), keyFile = Path.Combine(folder, name + ".key");
        using X509Certificate2 made = SelfSignedCertificate.Create(
            new X500DistinguishedName("CN=" + name), keyFile, now ?? DateTimeOffset.UtcNow,
            lifetime ?? TimeSpan.FromDays(30));
        File.WriteAllText(certificateFile, made.ExportCertificatePem());
        return new TestCertificate(certificateFile, keyFile, SpkiPin.Of(made));
    }

    internal static CertificatePins Pins(params TestCertificate[] certificates)
    {
        CertificatePins.TryParse([.. certificates.Select(one => one.Pin.ToString())], out CertificatePins? pins)
            .ShouldBeTrue();
        return pins!;
    }

    internal TransportCertificate Open()
    {
        TransportCertificate.TryOpen(CertificateFile, KeyFile, out TransportCertificate? opened).ShouldBeTrue();
        return opened!;
    }

    /// <summary>As the TLS library takes it.</summary>
    internal X509Certificate2 Load() => X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
}
