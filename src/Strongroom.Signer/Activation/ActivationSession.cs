using System.Diagnostics.CodeAnalysis;
using Strongroom.Activation;
using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.SecretSharing;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;

namespace Strongroom.Signer.Activation;

/// <summary>
/// The shares given to this start, in locked memory, until enough are there to open the unlock secret or
/// until they do not open it. The key that they travel under is made here and dies here. Not thread-safe.
/// </summary>
internal sealed class ActivationSession(ActivationTerms terms) : IDisposable
{
    internal const int ShareFileBytesMax = 4_096;

    private readonly AgeIdentity identity = AgeIdentity.Generate();
    private readonly List<GivenShare> given = [];
    private readonly List<SecretShare> shares = [];

    internal ActivationTerms Terms => terms;

    /// <summary>The age recipient of this start.</summary>
    internal string Name => identity.Recipient.ToString();

    internal IReadOnlyList<GivenShare> Given => given;

    internal bool IsComplete => given.Count == terms.Threshold;

    /// <summary>Null when the share is kept: readable, fit for these terms, and beside the others.</summary>
    internal Refusal? Take(GivenShare word, ReadOnlySpan<byte> file)
    {
        if (given.Exists(one => one.Person == word.Person))
        {
            return new Refusal(
                ActivationRefusal.GivenAlready, "This custodian's share is there.", "given.person",
                "another custodian's share");
        }

        if (!TryRead(file, out SecretShare? share)) return Unreadable;
        shares.Add(share);
        bool isFit = share.Set is { GroupCount: 1, GroupThreshold: 1 }
            && share.Place.MemberThreshold == terms.Threshold
            && ShareCheck.FindBeside(shares, shares.Count - 1) is null;
        if (isFit)
        {
            given.Add(word);
            return null;
        }

        shares.RemoveAt(shares.Count - 1);
        share.Dispose();
        return new Refusal(
            ActivationRefusal.ShareDiffers,
            "The share is not of the set that the others are of, or was given before.", "file",
            "a share of the splitting that these terms come from");
    }

    /// <summary>
    /// The unlock secret of the shares that are there; whatever comes of it, they are forgotten.
    /// </summary>
    internal bool TryOpen([NotNullWhen(true)] out SecretBytes? unlock)
    {
        unlock = null;
        try
        {
            if (!SharedSecret.TryCombine(shares, [], out SecretBytes? master, out _)) return false;
            using SecretBytes owned = master;
            if (owned.Length != XChaCha20Poly1305.KeyBytes) return false;
            using SecretLease key = owned.Open();
            SecretBytes line = SecretBytes.New(
                terms.Sealed.Length - XChaCha20Poly1305.TagBytes, out Span<byte> content);
            bool isOpen =
                XChaCha20Poly1305.TryOpen(key.Span, terms.Nonce, terms.Sealed, terms.Context, content);
            if (isOpen) unlock = line;
            else line.Dispose();
            return unlock is not null;
        }
        finally
        {
            ForgetShares();
        }
    }

    /// <summary>Everybody has to come again.</summary>
    internal void StartOver()
    {
        ForgetShares();
        given.Clear();
    }

    public void Dispose()
    {
        ForgetShares();
        identity.Dispose();
    }

    private static Refusal Unreadable { get; } = new(
        ActivationRefusal.ShareUnreadable,
        "The share is not encrypted to this start, or holds no sound share.", "file",
        "the share, encrypted to the session that the Signer offers now");

    private bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out SecretShare? share)
    {
        share = null;
        using SecretBytes plain = SecretBytes.New(ShareFileBytesMax, out Span<byte> content);
        if (AgeFile.Decrypt(file, identity, content, out int length) != AgeOutcome.Opened) return false;
        ReadOnlySpan<byte> words = content[..length].TrimEnd((byte)'\n');
        return SharePhrase.TryParse(words, shares.Count + 1, out share, out _);
    }

    private void ForgetShares()
    {
        foreach (SecretShare share in shares) share.Dispose();
        shares.Clear();
    }
}
