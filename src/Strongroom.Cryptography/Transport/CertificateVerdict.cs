namespace Strongroom.Cryptography.Transport;

/// <summary>What came of comparing the certificate that a peer shows with the pins.</summary>
public enum CertificateVerdict
{
    /// <summary>Its key is pinned, and now lies within its validity.</summary>
    Accepted,

    /// <summary>The peer shows no certificate.</summary>
    Missing,

    /// <summary>Its key is not pinned.</summary>
    NotPinned,

    /// <summary>Its key is pinned, but it is not valid yet or not any more.</summary>
    Outdated,
}
