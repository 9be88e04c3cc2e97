using Strongroom.Ceremonies;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Ceremonies;

/// <summary>
/// What the steps of one run share: the root and its shares in locked memory, from the first step that
/// touches them to the last, and where files go.
/// </summary>
internal sealed class CeremonySecrets(Transcript transcript, CeremonyFolder folder, CeremonyTools tools)
    : IDisposable
{
    internal const int Attempts = 3;

    internal Transcript Transcript { get; } = transcript;

    internal CeremonyFolder Folder { get; } = folder;

    internal CeremonyTools Tools { get; } = tools;

    internal CeremonyPlan Plan => Transcript.Plan;

    internal byte[] Genesis => Transcript.Intent.Institution.ToBytes();

    internal SecretBytes? Root { get; private set; }

    /// <summary>The keystore that the root came out of, where tokens opened it.</summary>
    internal WrappedSeed? Wrapped { get; set; }

    internal List<SecretShare> Shares { get; } = [];

    internal SecretBytes Keep(SecretBytes root)
    {
        Root?.Dispose();
        return Root = root;
    }

    /// <summary>The name as a fact, or a refusal where the plan names another root.</summary>
    internal CanonicalObject? CompareRoot(SecretBytes root, out Refusal? refusal)
    {
        Digest name = RootName.Of(root);
        refusal = Plan.Root is null || name == Plan.Root ? null : PerformRefusals.RootDiffers();
        return refusal is null ? CanonicalObject.Of(("root", name.ToString())) : null;
    }

    /// <summary>The facts of a step as they were last done.</summary>
    internal CanonicalObject FactsOf(string step)
    {
        TranscriptEntry entry = Transcript.Entries.Last(one =>
            one.Step == step && one.Outcome == TranscriptEntry.Done);
        entry.Body.TryObject("facts", out CanonicalObject? facts);
        return facts!;
    }

    public void Dispose()
    {
        Root?.Dispose();
        foreach (SecretShare share in Shares) share.Dispose();
    }
}
