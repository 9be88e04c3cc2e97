using Strongroom.Intents;

namespace Strongroom.Roster;

/// <summary>
/// Verifies signature objects (docs/formats/statement.md): over statements, possession and founding.
/// </summary>
public static class StatementVerification
{
    /// <summary>
    /// Null when <paramref name="signature"/> is by <paramref name="key"/> over <paramref name="hash"/>.
    /// </summary>
    /// <param name="key">A key of the roster; its algorithm must be the signature's type.</param>
    /// <param name="signature">What was presented.</param>
    /// <param name="hash">What should have been signed.</param>
    /// <param name="station">The only place where a passkey's signature counts.</param>
    public static Refusal? Verify(PersonKey key, StatementSignature signature, Digest hash, StationPin station) =>
        key.Verifier.Verify(hash, signature, station);
}
