using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using Strongroom.Cryptography.Transport;
using Strongroom.Signer.Http;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// The options of "run" that say where to listen: for the Server by --socket, by --server-listen or by both,
/// for people by --listen.
/// </summary>
internal static class ListenerArguments
{
    private const string TlsStart = "https://";
    private const string TlsAccepted = "https://ADDRESS:PORT; plain HTTP is never served";

    internal static bool TryRead(
        CommandLine line, [NotNullWhen(true)] out ListenerOptions? options,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        options = null;
        if (line.Optional("--socket") is null && line.Optional("--server-listen") is null)
        {
            refusal = new Refusal(
                SignerRefusal.ArgumentMissing, "The Server has no way in.", "--socket",
                "--socket, --server-listen, or both");
            return false;
        }

        if (!TryReadSocket(line, out string? socket, out List<uint> uids, out refusal)) return false;
        if (!TryReadServer(line, out ServerListener? server, out refusal)) return false;
        if (!TryReadPublic(line, out TlsListener? tls, out refusal)) return false;
        options = new ListenerOptions(socket, uids, tls) { Server = server };
        return true;
    }

    private static bool TryReadSocket(
        CommandLine line, out string? path, out List<uint> uids, [NotNullWhen(false)] out Refusal? refusal)
    {
        uids = [];
        refusal = null;
        path = line.Optional("--socket") is { } socket ? Path.GetFullPath(socket) : null;
        if (path is not null && Encoding.UTF8.GetByteCount(path) > ListenerOptions.SocketPathBytesMax)
            return Fail(
                "--socket", $"a path of at most {ListenerOptions.SocketPathBytesMax} bytes", out refusal);
        foreach (string text in line.All("--peer-uid"))
        {
            if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint uid))
                return Fail("--peer-uid", "a numeric uid", out refusal);
            uids.Add(uid);
        }

        return true;
    }

    private static bool TryReadServer(
        CommandLine line, out ServerListener? server, [NotNullWhen(false)] out Refusal? refusal)
    {
        server = null;
        refusal = null;
        if (line.Optional("--server-listen") is not { } listen) return true;
        if (!TryParseHttps(listen, out IPEndPoint? endPoint))
            return Fail("--server-listen", TlsAccepted, out refusal);
        if (!line.TryRequire("--server-certificate", out string? certificate, out refusal)) return false;
        if (!line.TryRequire("--server-key", out string? key, out refusal)) return false;
        if (!CertificatePins.TryParse(line.All("--server-pin"), out CertificatePins? pins))
            return Fail("--server-pin", "one or two times 64 lower-case hexadecimal digits", out refusal);
        if (!TransportCertificate.TryOpen(certificate, key, out TransportCertificate? own))
        {
            refusal = new Refusal(
                SignerRefusal.CertificateUnusable, "Certificate and key cannot be used.", "--server-key",
                "a PEM certificate and its PKCS#8 PEM key of mode 0600");
            return false;
        }

        server = new ServerListener(endPoint, own, pins);
        return true;
    }

    private static bool TryReadPublic(
        CommandLine line, out TlsListener? tls, [NotNullWhen(false)] out Refusal? refusal)
    {
        tls = null;
        refusal = null;
        if (line.Optional("--listen") is not { } listen) return true;
        if (!TryParseHttps(listen, out IPEndPoint? endPoint))
            return Fail("--listen", TlsAccepted, out refusal);
        if (!line.TryRequire("--certificate", out string? certificate, out refusal)) return false;
        if (!line.TryRequire("--key", out string? key, out refusal)) return false;
        tls = new TlsListener(endPoint, certificate, key);
        return true;
    }

    private static bool TryParseHttps(string listen, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        return listen.StartsWith(TlsStart, StringComparison.Ordinal)
            && IPEndPoint.TryParse(listen.AsSpan(TlsStart.Length), out endPoint);
    }

    private static bool Fail(string field, string accepted, out Refusal refusal)
    {
        refusal =
            new Refusal(SignerRefusal.ListenerMalformed, "An option is not understood.", field, accepted);
        return false;
    }
}
