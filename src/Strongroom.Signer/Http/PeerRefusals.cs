using Strongroom.Cryptography.Transport;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Http;

/// <summary>Why a peer never reaches a route of the Server's listeners.</summary>
internal static class PeerRefusals
{
    internal static Refusal Uid(uint uid) => new(
        SignerRefusal.PeerUid, $"A peer of uid {uid} connected to the socket.");

    internal static Refusal TooMany { get; } = new(
        SignerRefusal.PeerTooMany, "Too many connections to the Server's listener at once.",
        Accepted: $"at most {ServerGate.ConnectionsMax}");

    internal static Refusal OnHost { get; } = new(
        SignerRefusal.ServerOnHost, "A production profile takes no Server on the Signer's own host.",
        Accepted: "a Server on another host, over TLS");

    internal static Refusal Handshake { get; } = new(
        SignerRefusal.PeerHandshake, "A connection to the Server's listener ended before TLS stood.",
        Accepted: "TLS 1.3");

    internal static Refusal Of(CertificateVerdict verdict) => verdict switch
    {
        CertificateVerdict.Missing => new Refusal(
            SignerRefusal.PeerCertificateMissing, "A caller of the Server's listener shows no certificate."),
        CertificateVerdict.Outdated => new Refusal(
            SignerRefusal.PeerCertificateOutdated,
            "A caller of the Server's listener shows a pinned certificate outside its validity."),
        _ => new Refusal(
            SignerRefusal.PeerCertificateOther,
            "A caller of the Server's listener shows a certificate that is not pinned."),
    };
}
