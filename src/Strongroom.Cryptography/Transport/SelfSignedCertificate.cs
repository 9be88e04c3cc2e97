// RFC 5280: a version 3 certificate that signs itself; basic constraints (no authority) and key usage
// (digital signature) are critical. The subject is a label for people; nobody checks it.
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Strongroom.Cryptography.P256;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Transport;

/// <summary>Makes the certificate of one end of a pinned connection.</summary>
internal static class SelfSignedCertificate
{
    private const int SerialBytes = 16;

    // The other end's clock may be a little behind.
    private static readonly TimeSpan s_head = TimeSpan.FromHours(1);

    /// <summary>
    /// A new P-256 key in a new PKCS#8 PEM file of mode 0600, and its certificate; an existing file is an
    /// IOException.
    /// </summary>
    internal static X509Certificate2 Create(
        X500DistinguishedName name, string keyFile, DateTimeOffset now, TimeSpan lifetime)
    {
        using P256PrivateKey key = P256PrivateKey.Generate();
        X509SignatureGenerator generator = key.ToSignatureGenerator();
        CertificateRequest request = new(name, generator.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        byte[] serial = RandomBytes.Create(SerialBytes);
        X509Certificate2 certificate =
            request.Create(name, generator, now - s_head, now + lifetime, serial);
        key.Save(keyFile);
        return certificate;
    }
}
