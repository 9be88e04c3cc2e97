using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cli.Demo;

/// <summary>
/// The demo's certificate authority and one certificate for localhost and station.localhost.
/// </summary>
internal sealed record DemoCertificates(string CaFile, string CertificateFile, string KeyFile)
{
    private const int CaDays = 3650;
    private const int LeafDays = 390;

    /// <summary>
    /// base64(SHA-256(SubjectPublicKeyInfo)): by it Chromium is told to trust this one key.
    /// </summary>
    internal string Spki
    {
        get
        {
            using X509Certificate2 certificate =
                X509CertificateLoader.LoadCertificateFromFile(CertificateFile);
            return Convert.ToBase64String(
                SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        }
    }

    /// <summary>Makes what is not there. The authority's key is not kept: it signs once.</summary>
    internal static DemoCertificates Ensure(DemoFolder folder)
    {
        DemoCertificates files = new(
            Path.Combine(folder.Tls, "ca.pem"), Path.Combine(folder.Tls, "certificate.pem"),
            Path.Combine(folder.Tls, "key.pem"));
        // Written last, so where it stands the others do too.
        if (!File.Exists(files.CertificateFile)) files.Make();
        return files;
    }

    private void Make()
    {
        DateTimeOffset from = TimeProvider.System.GetUtcNow().AddHours(-1);
        using ECDsa caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest caRequest = new("CN=Strongroom demo authority", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        caRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        caRequest.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(caRequest.PublicKey, false));
        using X509Certificate2 ca = caRequest.CreateSelfSigned(from, from.AddDays(CaDays));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 leaf = LeafRequest(key, ca)
            .Create(ca, from, from.AddDays(LeafDays), RandomBytes.Create(16));
        DemoFolder.WriteSecret(KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(CaFile, ca.ExportCertificatePem());
        File.WriteAllText(CertificateFile, leaf.ExportCertificatePem());
    }

    private static CertificateRequest LeafRequest(ECDsa key, X509Certificate2 ca)
    {
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        names.AddDnsName(DemoPorts.StationHost);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "TLS server")], false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, true, false));
        return request;
    }
}
