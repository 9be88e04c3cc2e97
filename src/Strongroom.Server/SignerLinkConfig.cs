namespace Strongroom.Server;

/// <summary>
/// The Server's own certificate (PEM) and key (PKCS#8 PEM, mode 0600) towards a Signer on another host, and
/// the pins of the one or two certificates that this Signer may show.
/// </summary>
internal sealed record SignerLinkConfig(
    string CertificateFile, string CertificateKeyFile, IReadOnlyList<string> Pins)
{
    internal SignerLinkConfig In(string folder) => this with
    {
        CertificateFile = Path.Combine(folder, CertificateFile),
        CertificateKeyFile = Path.Combine(folder, CertificateKeyFile),
    };
}
