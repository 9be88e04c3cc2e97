namespace Strongroom.Cryptography.Pkcs11;

/// <summary>What an error of a token means to its caller.</summary>
internal enum TokenFault
{
    /// <summary>The token is not able to do this, now or later.</summary>
    Unsupported,

    /// <summary>The session or the login is gone: open another and try again.</summary>
    SessionLost,

    /// <summary>The token is gone or broken: find it again, or go to another of the group.</summary>
    TokenLost,

    /// <summary>The token refuses: wrong PIN, forbidden attribute or use.</summary>
    Denied,

    /// <summary>The cipher text is not taken: other key, other additional data, altered bytes.</summary>
    CiphertextRefused,

    /// <summary>The token's own words about a key contradict what was asked of it.</summary>
    Dishonest,

    /// <summary>No answer in time, or no session free in time.</summary>
    Silent,

    /// <summary>A broken machine or a bug.</summary>
    Fatal,
}
