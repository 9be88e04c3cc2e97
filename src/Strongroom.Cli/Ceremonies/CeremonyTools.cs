using Strongroom.Audit;
using Strongroom.Ceremonies;
using Strongroom.Cli.Roster;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// What people brought to the ceremony: their keys, secrets, a keystore, tokens, and what they know of the
/// journal.
/// </summary>
internal sealed class CeremonyTools : IDisposable
{
    internal Dictionary<PersonId, PersonKeyFile> Keys { get; } = [];

    /// <summary>What a new keystore is sealed with.</summary>
    internal SecretBytes? Unlock { get; set; }

    /// <summary>What opens the keystore that was brought, where it is another secret.</summary>
    internal SecretBytes? KeystoreUnlock { get; set; }

    internal string? Keystore { get; init; }

    internal CeremonyTokens? Tokens { get; set; }

    /// <summary>The journal's key and its witnesses'.</summary>
    internal LogTrust? Trust { get; set; }

    /// <summary>The receipt of the plan's approval.</summary>
    internal byte[]? Receipt { get; set; }

    internal required Argon2idCost Cost { get; init; }

    /// <summary>The plan's tokens, in its order; a refusal where one is missing.</summary>
    internal PresentToken[] FindPlanned(CeremonyPlan plan, out Refusal? refusal)
    {
        refusal = null;
        List<PresentToken> found = [];
        foreach (PlannedToken planned in plan.Tokens)
        {
            if (Tokens?.Find(planned, out refusal) is not { } token)
            {
                refusal ??= PerformRefusals.Hsm();
                return [];
            }

            found.Add(token);
        }

        return [.. found];
    }

    public void Dispose()
    {
        foreach (PersonKeyFile key in Keys.Values) key.Dispose();
        Unlock?.Dispose();
        KeystoreUnlock?.Dispose();
        Tokens?.Dispose();
    }
}
