namespace Strongroom.Cryptography.Age;

/// <summary>How the opening of an age file ended.</summary>
internal enum AgeOutcome
{
    Opened,

    /// <summary>Not an age v1 file, or a header that the format says to reject.</summary>
    BadHeader,

    /// <summary>A sound header, but for other people.</summary>
    NoMatch,

    /// <summary>The header was changed after it was made.</summary>
    BadMac,

    /// <summary>The content was changed, cut or extended.</summary>
    BadPayload,
}
