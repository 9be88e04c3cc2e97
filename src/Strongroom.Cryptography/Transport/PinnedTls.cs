using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Strongroom.Cryptography.Transport;

/// <summary>
/// TLS 1.3 in which the ends show certificates and compare the other's with their pins. No authority, no
/// name, no revocation list, no resumed session: every connection proves the key anew.
/// </summary>
public static class PinnedTls
{
    /// <summary>
    /// For the end that calls; <paramref name="refused"/> is told why, before the connection ends. People
    /// show no certificate of their own: what they send is signed.
    /// </summary>
    public static SslClientAuthenticationOptions Client(
        TransportCertificate? own, CertificatePins pins, TimeProvider clock,
        Action<CertificateVerdict> refused) =>
        new()
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            ClientCertificateContext = own?.Context,
            CertificateChainPolicy = TrustNobody(),
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, shown, _, _) => Accepts(shown, pins, clock, refused),
        };

    /// <summary>
    /// For the end that is called; <paramref name="refused"/> is told why, before the connection ends.
    /// </summary>
    public static SslServerAuthenticationOptions Server(
        TransportCertificate own, CertificatePins pins, TimeProvider clock,
        Action<CertificateVerdict> refused) =>
        new()
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            ServerCertificateContext = own.Context,
            ClientCertificateRequired = true,
            CertificateChainPolicy = TrustNobody(),
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, shown, _, _) => Accepts(shown, pins, clock, refused),
        };

    private static bool Accepts(
        X509Certificate? shown, CertificatePins pins, TimeProvider clock, Action<CertificateVerdict> refused)
    {
        CertificateVerdict verdict = pins.Check(shown as X509Certificate2, clock.GetUtcNow());
        if (verdict != CertificateVerdict.Accepted) refused(verdict);
        return verdict == CertificateVerdict.Accepted;
    }

    // Building a chain would otherwise fetch whatever addresses a stranger writes into a certificate.
    private static X509ChainPolicy TrustNobody() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };
}
