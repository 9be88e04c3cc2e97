using System.Diagnostics.CodeAnalysis;
using Strongroom.Audit;

namespace Strongroom.Signer.Audit;

/// <summary>
/// Where a witness listens, "unix:/path/to/socket" or an https URL (its C2SP submission prefix), and its key.
/// </summary>
internal sealed record WitnessEndpoint(NoteKey Key, Uri Prefix, string? SocketPath)
{
    private const string UnixStart = "unix:";

    internal static bool TryParse(
        NoteKey key, string address, [NotNullWhen(true)] out WitnessEndpoint? endpoint)
    {
        endpoint = null;
        if (key.Algorithm != NoteAlgorithm.CosignatureV1) return false;
        if (address.StartsWith(UnixStart, StringComparison.Ordinal) && address.Length > UnixStart.Length)
        {
            endpoint = new WitnessEndpoint(key, new Uri("http://witness/"), address[UnixStart.Length..]);
            return true;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? prefix)) return false;
        if (!string.Equals(prefix.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)) return false;
        Uri folder = prefix.AbsolutePath.EndsWith('/') ? prefix : new Uri(prefix.AbsoluteUri + "/");
        endpoint = new WitnessEndpoint(key, folder, SocketPath: null);
        return true;
    }
}
