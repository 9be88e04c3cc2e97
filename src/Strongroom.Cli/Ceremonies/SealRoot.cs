using System.Text;
using Strongroom.Ceremonies;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Policies;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// The root into a keystore file: under the unlock secret, or under a fresh key of each planned token. The
/// ids of those keys follow from the ceremony, so that what an interrupted stretch left is found again.
/// </summary>
internal static class SealRoot
{
    internal static CanonicalObject? Act(CeremonySecrets table, out Refusal? refusal)
    {
        refusal = null;
        if (table.Plan.Keystore == ProtectionLevel.HsmWrapped) return SealInTokens(table, out refusal);
        byte[] file = SealedSeed.Seal(
            table.Root!, table.Tools.Unlock!, table.Genesis, table.Tools.Cost).ToBytes();
        return Keep(table, file);
    }

    /// <summary>No key stays in a token of a stretch that starts over, or of a ceremony that ends.</summary>
    internal static void Forget(Transcript transcript, CeremonyTokens? tokens)
    {
        bool isSealing = transcript.Plan.Keystore == ProtectionLevel.HsmWrapped
            && CeremonySteps.Of(transcript.Plan).Any(step => step.Id == CeremonySteps.Seal);
        if (!isSealing || tokens is null || transcript.Entries.Count == 0) return;
        foreach (PresentToken token in tokens.Present)
        {
            try
            {
                KeyTemplates.DestroyAll(token.Connection, KekIdOf(transcript, token.Serial));
            }
            catch (TokenException problem)
            {
                Terminal.Say($"  token {token.Settings.Label} may keep a key that opens nothing: "
                    + problem.Message);
            }
        }
    }

    internal static CanonicalObject FactOf(PlacedToken token) => CanonicalObject.Of(
        ("certificate", token.Certificate), ("country", token.Country),
        ("fips", token.Fips is { } fips ? (CanonicalValue)fips : default), ("firmware", token.Firmware),
        ("label", token.Label), ("model", token.Model), ("serial", token.Serial), ("site", token.Site));

    private static CanonicalObject? SealInTokens(CeremonySecrets table, out Refusal? refusal)
    {
        PresentToken[] tokens = table.Tools.FindPlanned(table.Plan, out refusal);
        List<SeedSeal> seals = table.Wrapped is null ? [] : [.. table.Wrapped.Seals];
        PresentToken? known = tokens.FirstOrDefault(token => seals.Any(seal => seal.Serial == token.Serial));
        if (known is not null) refusal ??= PerformRefusals.TokenSealed(known.Settings.Label);
        if (seals.Count + tokens.Length > HsmSettings.TokensMax) refusal ??= PerformRefusals.TooManyTokens();
        if (refusal is not null) return null;
        Forget(table.Transcript, table.Tools.Tokens);
        foreach (PresentToken token in tokens)
            seals.Add(SeedSeal.Make(
                token.Connection, token.Settings, table.Root!, table.Genesis,
                KekIdOf(table.Transcript, token.Serial)));
        CanonicalObject facts = Keep(table, WrappedSeed.Of(table.Genesis, seals).ToBytes());
        return facts.With("tokens", CanonicalArray.OfObjects(seals.Select(seal => FactOf(seal.Token))));
    }

    private static CanonicalObject Keep(CeremonySecrets table, byte[] file)
    {
        Digest hash = table.Folder.Add(CeremonyFolder.Keystore, file);
        return CanonicalObject.Of(("file", CeremonyFolder.Keystore), ("sha256", hash.ToString()));
    }

    /// <summary>The first entry tells one performance of a plan from another.</summary>
    private static byte[] KekIdOf(Transcript transcript, string serial)
    {
        byte[] input = [.. transcript.Entries[0].Hash.ToBytes(), .. Encoding.UTF8.GetBytes(serial)];
        return Digest.Tagged("strongroom/ceremony-kek/v1"u8, input).ToBytes()[..TokenKeyPair.IdBytes];
    }
}
