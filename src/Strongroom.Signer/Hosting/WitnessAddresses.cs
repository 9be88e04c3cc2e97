using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;
using Strongroom.Signer.Audit;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// "VKEY=unix:/path" or "VKEY=https://…": where the witnesses that the founding names are reached. Only the
/// founding says who they are.
/// </summary>
internal static class WitnessAddresses
{
    internal static bool TryMatch(
        IReadOnlyList<NoteKey> named, int witnessesMin, IReadOnlyList<string> addresses,
        [NotNullWhen(true)] out List<WitnessEndpoint>? endpoints, [NotNullWhen(false)] out Refusal? refusal)
    {
        endpoints = null;
        refusal = null;
        List<WitnessEndpoint> found = [];
        foreach (string address in addresses)
        {
            if (!TryParse(named, address, out WitnessEndpoint? endpoint))
            {
                refusal = new Refusal(SignerRefusal.WitnessUnknown,
                    "A witness is not named by the founding, or its address is not understood.", "--witness",
                    "VKEY=unix:/path or VKEY=https://host/prefix/, with a vkey of the founding");
                return false;
            }

            if (!found.Exists(other => other.Key == endpoint.Key)) found.Add(endpoint);
        }

        if (found.Count < witnessesMin)
        {
            refusal = new Refusal(
                SignerRefusal.WitnessMissing, "Too few witnesses of the founding have an address.",
                "--witness", $"at least {witnessesMin} distinct");
            return false;
        }

        endpoints = found;
        return true;
    }

    private static bool TryParse(
        IReadOnlyList<NoteKey> named, string address, [NotNullWhen(true)] out WitnessEndpoint? endpoint)
    {
        endpoint = null;
        foreach (NoteKey key in named)
        {
            string start = key + "=";
            if (address.StartsWith(start, StringComparison.Ordinal))
                return WitnessEndpoint.TryParse(key, address[start.Length..], out endpoint);
        }

        return false;
    }
}
