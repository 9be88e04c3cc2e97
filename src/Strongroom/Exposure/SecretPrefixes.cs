using System.Text;

namespace Strongroom.Exposure;

/// <summary>
/// Beginnings of credentials as their issuers publish them, with how much follows at least: so that a word
/// that merely begins alike is left alone.
/// </summary>
internal static class SecretPrefixes
{
    private const int JsonWebTokenMin = 40;

    private static readonly (string Prefix, int LengthMin)[] Known =
    [
        ("ghp_", 36), ("gho_", 36), ("ghu_", 36), ("ghs_", 36), ("ghr_", 36), ("github_pat_", 60),
        ("glpat-", 26), ("sk_live_", 24), ("sk_test_", 24), ("rk_live_", 24), ("rk_test_", 24),
        ("whsec_", 24), ("sk-proj-", 30), ("sk-ant-", 30), ("xoxb-", 30), ("xoxp-", 30),
        ("xoxa-", 30), ("xoxr-", 30),
        ("xapp-", 30), ("AKIA", 20), ("ASIA", 20), ("AIza", 39), ("ya29.", 30), ("npm_", 36), ("pypi-", 40),
        ("SG.", 60), ("hvs.", 24), ("dop_v1_", 60), ("shpat_", 32), ("hf_", 34), ("dckr_pat_", 24),
        ("EAACEdEose0cBA", 30),
    ];

    private static readonly (byte[] Prefix, int LengthMin)[] Bytes =
        Array.ConvertAll(Known, one => (Encoding.ASCII.GetBytes(one.Prefix), one.LengthMin));

    internal static bool IsCredential(ReadOnlySpan<byte> token)
    {
        foreach ((byte[] prefix, int lengthMin) in Bytes)
        {
            if (token.Length >= lengthMin && token.StartsWith(prefix)) return true;
        }

        return IsJsonWebToken(token);
    }

    /// <summary>RFC 7519: three parts, of which the first two are JSON objects in base64url.</summary>
    private static bool IsJsonWebToken(ReadOnlySpan<byte> token)
    {
        if (token.Length < JsonWebTokenMin || !token.StartsWith("eyJ"u8)) return false;
        int first = token.IndexOf((byte)'.');
        return first > 0 && token[(first + 1)..].StartsWith("eyJ"u8) && token.LastIndexOf((byte)'.') > first;
    }
}
