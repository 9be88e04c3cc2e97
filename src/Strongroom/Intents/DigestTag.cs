namespace Strongroom.Intents;

/// <summary>The domain-separation tags of this room's formats (docs/formats/README.md, "Digests").</summary>
public static class DigestTag
{
    public static ReadOnlySpan<byte> Intent => "strongroom/intent/v1"u8;

    public static ReadOnlySpan<byte> Statement => "strongroom/statement/v1"u8;

    public static ReadOnlySpan<byte> Key => "strongroom/key/v1"u8;

    public static ReadOnlySpan<byte> Possession => "strongroom/possession/v1"u8;

    public static ReadOnlySpan<byte> Founding => "strongroom/founding/v1"u8;

    public static ReadOnlySpan<byte> Attestation => "strongroom/attestation/v1"u8;

    public static ReadOnlySpan<byte> Commitment => "strongroom/commitment/v1"u8;
}
