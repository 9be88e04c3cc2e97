using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Http;

/// <summary>
/// Peers that never reached a route: each is counted for the journal's leaf of the minute, and each code is
/// logged at most once a minute, so that a stranger who keeps knocking fills neither.
/// </summary>
internal sealed class TurnedAway(RefusalRecord refusals, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> logged = new(StringComparer.Ordinal);

    internal void Count(Refusal refusal)
    {
        refusals.Count(refusal);
        if (IsDue(refusal.Code)) SignerLog.PeerRefused(logger, refusal.Code, refusal.Message);
    }

    private bool IsDue(string code)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (gate)
        {
            if (logged.TryGetValue(code, out DateTimeOffset last) && now - last < LogInterval) return false;
            logged[code] = now;
            return true;
        }
    }
}
