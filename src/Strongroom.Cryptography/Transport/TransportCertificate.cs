using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Strongroom.Cryptography.Transport;

/// <summary>
/// A program's own certificate with its key: it says which machine is at the other end of a connection, and
/// nothing more. The TLS library holds the key; no wallet and no statement depends on it.
/// </summary>
public sealed class TransportCertificate : IDisposable
{
    private const int FileBytesMax = 16 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly X509Certificate2 _certificate;

    private TransportCertificate(X509Certificate2 certificate)
    {
        _certificate = certificate;
        // Offline: no chain is looked for, and no address inside a certificate is ever called.
        Context =
            SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
    }

    public SpkiPin Pin => SpkiPin.Of(_certificate);

    internal SslStreamCertificateContext Context { get; }

    /// <summary>
    /// Opens a certificate (PEM) and its key (PKCS#8 PEM). False when a file is missing or too large, when
    /// others than its owner may read the key, or when the two do not belong together.
    /// </summary>
    public static bool TryOpen(
        string certificateFile, string keyFile, [NotNullWhen(true)] out TransportCertificate? certificate)
    {
        certificate = null;
        if (!TryRead(certificateFile, isSecret: false, out char[]? pem)) return false;
        if (!TryRead(keyFile, isSecret: true, out char[]? key)) return false;
        try
        {
            certificate = new TransportCertificate(X509Certificate2.CreateFromPem(pem, key));
            return true;
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            return false;
        }
        finally
        {
            Array.Clear(key);
        }
    }

    public void Dispose() => _certificate.Dispose();

    private static bool TryRead(string path, bool isSecret, [NotNullWhen(true)] out char[]? text)
    {
        text = null;
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("needs modes of files");
        if (!File.Exists(path)) return false;
        using SafeFileHandle file = File.OpenHandle(path);
        if (isSecret && (File.GetUnixFileMode(file) | OwnerOnly) != OwnerOnly) return false;
        byte[] bytes = GC.AllocateUninitializedArray<byte>(FileBytesMax, pinned: true);
        try
        {
            int length = RandomAccess.Read(file, bytes, 0);
            if (length == FileBytesMax) return false;
            text = GC.AllocateUninitializedArray<char>(length, pinned: true);
            Encoding.Latin1.GetChars(bytes.AsSpan(0, length), text);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
