using System.Security.Cryptography;

namespace Strongroom.Server.Http;

/// <summary>
/// RFC 9530 Content-Digest with sha-256; other algorithms beside it are allowed and not looked at.
/// </summary>
internal static class ContentDigest
{
    private const string Prefix = "sha-256=:";

    internal static bool Matches(string header, ReadOnlySpan<byte> body)
    {
        string expected = Convert.ToBase64String(SHA256.HashData(body));
        foreach (string member in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!member.StartsWith(Prefix, StringComparison.Ordinal) || !member.EndsWith(':')) continue;
            return member.AsSpan(Prefix.Length..^1).SequenceEqual(expected);
        }

        return false;
    }
}
