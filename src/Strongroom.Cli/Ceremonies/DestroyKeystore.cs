using Strongroom.Ceremonies;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Storage;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// The end of a keystore: first opened, compared and written down, then its keys in the tokens and the file
/// itself. What was written down lets an interrupted destruction go on.
/// </summary>
internal static class DestroyKeystore
{
    internal static CanonicalObject? Examine(CeremonySecrets table, out Refusal? refusal)
    {
        byte[] file = KeystoreFile.Read(table.Tools.Keystore!);
        if (!OpenRoot.TryOpen(table, file, out SecretBytes? opened, out refusal)) return null;
        using SecretBytes root = opened;
        CanonicalObject? facts = table.CompareRoot(root, out refusal);
        if (facts is null) return null;
        facts = facts.With("sha256", Digest.Sha256(file).ToString());
        return WrappedSeed.TryParse(file, out WrappedSeed? wrapped)
            ? facts.With("tokens", CanonicalArray.OfObjects(wrapped.Seals.Select(seal =>
                SealRoot.FactOf(seal.Token).With("kek", Convert.ToHexStringLower(seal.KekId)))))
            : facts;
    }

    internal static CanonicalObject? Act(CeremonySecrets table, out Refusal? refusal)
    {
        CanonicalObject seen = table.FactsOf(CeremonySteps.Examine);
        seen.TryText("sha256", out string? hash);
        string path = table.Tools.Keystore!;
        bool isThere = File.Exists(path);
        bool isSame = !isThere || Digest.Sha256(KeystoreFile.Read(path)).ToString() == hash;
        refusal = isSame ? CheckTokens(table) : PerformRefusals.KeystoreChanged();
        if (refusal is not null) return null;
        table.Folder.MarkFinal();
        List<CanonicalObject> destroyed = [], remaining = [];
        foreach (CanonicalObject token in TokensOf(seen))
            (TryDestroy(table, token) ? destroyed : remaining).Add(token);
        if (isThere) Overwrite(path);
        CanonicalObject facts = CanonicalObject.Of(("sha256", hash!));
        if (destroyed.Count > 0) facts = facts.With("tokens", CanonicalArray.OfObjects(destroyed));
        return remaining.Count == 0
            ? facts
            : facts.With("remaining", CanonicalArray.OfObjects(remaining));
    }

    /// <summary>The plan's tokens must be here; another that is away is written down as remaining.</summary>
    private static Refusal? CheckTokens(CeremonySecrets table)
    {
        bool isOfThisRoot = table.Plan.Purpose == CeremonyPurpose.Destroy;
        if (!isOfThisRoot) return null;
        table.Tools.FindPlanned(table.Plan, out Refusal? refusal);
        return refusal;
    }

    private static bool TryDestroy(CeremonySecrets table, CanonicalObject token)
    {
        token.TryText("serial", out string? serial);
        token.TryText("kek", out string? kek);
        if (table.Tools.Tokens?.FindSerial(serial!) is not { } present) return false;
        byte[] id = Convert.FromHexString(kek!);
        KeyTemplates.DestroyAll(present.Connection, id);
        if (KeyTemplates.DestroyAll(present.Connection, id) == 0) return true;
        throw new TokenException(
            present.Settings.Label, "it keeps a key that it said to destroy", TokenFault.Dishonest);
    }

    private static List<CanonicalObject> TokensOf(CanonicalObject seen)
    {
        List<CanonicalObject> list = [];
        if (!seen.TryArray("tokens", out CanonicalArray? tokens)) return list;
        foreach (CanonicalValue value in tokens.Items)
        {
            if (value.TryObject(out CanonicalObject? token)) list.Add(token);
        }

        return list;
    }

    /// <summary>
    /// Overwritten, then removed. A disk may keep older copies of its own: the medium is destroyed too.
    /// </summary>
    private static void Overwrite(string path)
    {
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write))
        {
            file.Write(RandomBytes.Create((int)file.Length));
            file.Flush(flushToDisk: true);
        }

        File.Delete(path);
        DurableFile.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
