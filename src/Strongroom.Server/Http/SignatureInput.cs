// RFC 9421 (HTTP Message Signatures), sections 2 to 4, as far as API calls need it: exactly one signature,
// components without parameters, algorithm ed25519. Structured fields after RFC 8941.
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Strongroom.Server.Http;

/// <summary>What Signature-Input says about the one signature in Signature.</summary>
internal sealed partial record SignatureInput(
    string Parameters, string[] Components, DateTimeOffset Created, Guid KeyId, string Nonce,
    byte[] Signature)
{
    private const int HeaderLengthMax = 2048;
    private const string Algorithm = "ed25519";

    internal static bool TryParse(
        string input, string signature, [NotNullWhen(true)] out SignatureInput? parsed)
    {
        parsed = null;
        if (input.Length > HeaderLengthMax || signature.Length > HeaderLengthMax) return false;
        Match member = InputMember().Match(input);
        Match value = SignatureMember().Match(signature);
        if (!member.Success || !value.Success) return false;
        if (member.Groups["label"].Value != value.Groups["label"].Value) return false;
        if (!TryReadBase64(value.Groups["value"].Value, out byte[]? bytes)) return false;
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (Match parameter in Parameter().Matches(member.Groups["parameters"].Value))
        {
            if (!parameters.TryAdd(parameter.Groups["name"].Value, parameter.Groups["value"].Value))
                return false;
        }

        if (parameters.TryGetValue("alg", out string? algorithm) && algorithm != $"\"{Algorithm}\"")
            return false;
        if (!TryReadTime(parameters, "created", out DateTimeOffset created)) return false;
        if (!parameters.TryGetValue("keyid", out string? keyId)
            || !Guid.TryParse(keyId.Trim('"'), out Guid id))
            return false;
        if (!parameters.TryGetValue("nonce", out string? nonce) || nonce.Length < 3) return false;
        string[] components = [.. member.Groups["component"].Captures.Select(capture => capture.Value)];
        if (components.Distinct(StringComparer.Ordinal).Count() != components.Length) return false;
        string raw = input[(input.IndexOf('=', StringComparison.Ordinal) + 1)..].TrimEnd();
        parsed = new SignatureInput(raw, components, created, id, nonce.Trim('"'), bytes);
        return true;
    }

    private static bool TryReadTime(
        Dictionary<string, string> parameters, string name, out DateTimeOffset time)
    {
        time = default;
        if (!parameters.TryGetValue(name, out string? text)) return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            return false;
        if (seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return false;
        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static bool TryReadBase64(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = Base64.IsValid(text) ? Convert.FromBase64String(text) : null;
        return bytes is not null;
    }

    private const string InputPattern =
        """^(?<label>[a-z*][a-z0-9_.*-]{0,62})=\((?:"(?<component>@?[a-z0-9-]{1,64})"(?: (?=")|(?=\))))*\)"""
        + """(?<parameters>(?:;[a-z]+=(?:"[ !#-\[\]-~]{0,128}"|[0-9]{1,15}))*)$""";

    [GeneratedRegex(InputPattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex InputMember();

    [GeneratedRegex("""
        ^(?<label>[a-z*][a-z0-9_.*-]{0,62})=:(?<value>[A-Za-z0-9+/]{1,128}={0,2}):$
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex SignatureMember();

    [GeneratedRegex("""
        ;(?<name>[a-z]+)=(?<value>"[^"]*"|[0-9]+)
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Parameter();
}
