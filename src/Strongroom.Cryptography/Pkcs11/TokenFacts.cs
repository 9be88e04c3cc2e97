namespace Strongroom.Cryptography.Pkcs11;

/// <summary>What a token says of itself (CK_TOKEN_INFO).</summary>
internal sealed record TokenFacts
{
    /// <summary>Where it is now; another number after it was taken out and put back.</summary>
    internal required ulong Slot { get; init; }

    internal required string Label { get; init; }

    internal required string Serial { get; init; }

    internal required string Manufacturer { get; init; }

    internal required string Model { get; init; }

    internal required string Firmware { get; init; }

    internal required string Hardware { get; init; }
}
