using System.Net.Security;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Transport;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>
/// Where the Signer is: behind a Unix socket of this host, or behind TLS on another, where both ends show
/// pinned certificates. They say which machine answers; what it answers is checked all the same.
/// </summary>
internal sealed class SignerAddress : IDisposable
{
    private const string UnixStart = "unix:";
    private const string Accepted = "signer must be unix:/path or https://host:port";

    private readonly TransportCertificate? _own;
    private readonly CertificatePins? _pins;

    private SignerAddress(string socketPath)
    {
        Base = new Uri("http://signer/");
        SocketPath = socketPath;
    }

    private SignerAddress(Uri address, TransportCertificate own, CertificatePins pins)
    {
        Base = address;
        _own = own;
        _pins = pins;
    }

    internal Uri Base { get; }

    /// <summary>Null where the Signer is behind TLS.</summary>
    internal string? SocketPath { get; }

    /// <summary>The text with its path, where it has one, made absolute.</summary>
    internal static string Resolve(string text, string folder) =>
        text.StartsWith(UnixStart, StringComparison.Ordinal)
            ? UnixStart + Path.Combine(folder, text[UnixStart.Length..])
            : text;

    /// <summary>A configuration that does not hold together is a StorageException.</summary>
    internal static SignerAddress Open(string text, SignerLinkConfig? link)
    {
        if (text.StartsWith(UnixStart, StringComparison.Ordinal) && text.Length > UnixStart.Length)
        {
            return link is null ? new SignerAddress(text[UnixStart.Length..])
                : throw new StorageException("signerLink is for a Signer at https://host:port");
        }

        bool isHttps = Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address.Scheme == Uri.UriSchemeHttps && address.PathAndQuery == "/"
            && address.UserInfo.Length == 0;
        if (!isHttps) throw new StorageException(Accepted);
        if (link is null) throw new StorageException("a Signer at https://host:port needs signerLink");
        if (!CertificatePins.TryParse(link.Pins, out CertificatePins? pins))
            throw new StorageException("signerLink.pins must be one or two times 64 lower-case hex digits");
        return TransportCertificate.TryOpen(
            link.CertificateFile, link.CertificateKeyFile, out TransportCertificate? own)
            ? new SignerAddress(address!, own, pins)
            : throw new StorageException(
                "signerLink's certificate and key cannot be used: PEM, PKCS#8 PEM of mode 0600");
    }

    /// <summary>For an address behind TLS; <paramref name="refused"/> hears of everybody else.</summary>
    internal SslClientAuthenticationOptions Terms(Action<CertificateVerdict> refused)
    {
        Invariant.Holds(_own is not null && _pins is not null);
        return PinnedTls.Client(_own, _pins, TimeProvider.System, refused);
    }

    public void Dispose() => _own?.Dispose();
}
