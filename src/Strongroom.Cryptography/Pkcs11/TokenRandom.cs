using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>A token's random bytes, for mixing: alone they are only as good as the token.</summary>
internal static class TokenRandom
{
    internal const int DrawBytes = 64;

    internal static SecretBytes Draw(TokenConnection connection) => connection.Run(session =>
    {
        SecretBytes drawn = SecretBytes.New(DrawBytes, out Span<byte> bytes);
        session.FillRandom(bytes);
        return drawn;
    });
}
