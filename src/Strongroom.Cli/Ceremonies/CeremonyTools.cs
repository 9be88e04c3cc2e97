using Strongroom.Cli.Roster;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// What people brought to the ceremony: their keys, the unlock secret, the keystore to back up.
/// </summary>
internal sealed class CeremonyTools : IDisposable
{
    internal Dictionary<PersonId, PersonKeyFile> Keys { get; } = [];

    internal SecretBytes? Unlock { get; set; }

    internal string? Keystore { get; init; }

    internal required Argon2idCost Cost { get; init; }

    public void Dispose()
    {
        foreach (PersonKeyFile key in Keys.Values) key.Dispose();
        Unlock?.Dispose();
    }
}
