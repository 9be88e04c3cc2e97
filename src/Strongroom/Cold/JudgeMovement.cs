using System.Diagnostics.CodeAnalysis;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;

namespace Strongroom.Cold;

/// <summary>
/// The cold Signer's decision on one movement of a request that it took: the statements and the policy again,
/// by its own state; the bytes against the intent; the nonce against what it signed before.
/// </summary>
public static class JudgeMovement
{
    public static bool Decide(
        ColdState state,
        ColdRequest request,
        ColdMovement movement,
        [NotNullWhen(true)] out ColdDraft? draft,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        draft = null;
        refusal = movement.Registered.Check(request.Head.Checkpoint)
            ?? movement.Bound.Check(request.Head.Checkpoint);
        if (refusal is not null) return false;
        ColdRequestedLeaf requested = (ColdRequestedLeaf)request.Requested.Leaf;
        refusal = ColdRefusals.LeafUnexpected(
            "movements", "the registered and signing leaves of one movement");
        if (movement.Registered.Leaf is not RegisteredLeaf { Intent: Intent.Movement } leaf
            || movement.Bound.Leaf is not SigningLeaf bytes) return false;
        bool isListed = bytes.IntentDigest == leaf.Intent.Digest
            && requested.IntentDigests.Contains(leaf.Intent.Digest)
            && movement.Registered.Index < movement.Bound.Index;
        if (!isListed) return false;
        refusal = RegisterIntent.JudgeAgain(
            state.Home, JudgeGovernance.SubmissionOf(state.Home, leaf), leaf.Rule, leaf.Stamp.Time,
            out AccountRecord? account);
        refusal ??= CheckDelay(state.Home, leaf, bytes) ?? CheckKey(state, account!);
        if (refusal is not null) return false;
        return TryRead(state, (leaf, bytes, account!), out draft, out refusal);
    }

    private static Refusal? CheckDelay(State home, RegisteredLeaf leaf, SigningLeaf bound)
    {
        foreach (Rule rule in home.Policy.Rules)
        {
            TimeSpan waited = bound.Stamp.Time - leaf.Stamp.Time;
            if (rule.Id == leaf.Rule && waited < TimeSpan.FromMinutes(rule.DelayMinutes))
                return RegistryRefusals.TooSoon();
        }

        return bound.Stamp.Time < leaf.NotBefore ? RegistryRefusals.TooSoon() : null;
    }

    private static Refusal? CheckKey(ColdState state, AccountRecord account) =>
        account.Root == state.Founded.Signer.Root
            ? null
            : new Refusal(
                ColdRefusal.KeyElsewhere,
                "The account's key is below another root.",
                "account",
                "an account whose address came from this Signer's pool");

    private static bool TryRead(
        ColdState state,
        (RegisteredLeaf Leaf, SigningLeaf Bound, AccountRecord Account) of,
        [NotNullWhen(true)] out ColdDraft? draft,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        (RegisteredLeaf leaf, SigningLeaf bound, AccountRecord account) = of;
        draft = null;
        Intent.Movement intent = (Intent.Movement)leaf.Intent;
        if (!UnsignedTransaction.TryDecode(
            bound.Unsigned.Span, out EthereumTransaction? transaction, out refusal)) return false;
        bool isBound = bound.Chain == account.Chain && bound.Sender == account.Address
            && bound.Nonce == transaction.Nonce && bound.SigningHash == Hash32.Keccak(bound.Unsigned.Span);
        refusal = isBound ? SignTransaction.CheckTransaction(intent, account, transaction) : BytesDiffer();
        if (refusal is not null) return false;
        bool isHeld = state.TryGetHolder(account.Chain, account.Address, bound.Nonce, out Digest holder);
        if (isHeld && holder != intent.Digest && intent.Replaces is null)
        {
            refusal = new Refusal(
                ColdRefusal.NonceTaken,
                "Another intent's transaction was signed with this nonce.",
                "unsigned.nonce",
                "a nonce of its own, or an intent that replaces that one");
            return false;
        }

        draft = new ColdDraft(leaf, bound, account, transaction);
        return true;
    }

    private static Refusal BytesDiffer() => new(
        ColdRefusal.BytesDiffer,
        "The bytes are not those that the home journal bound to the intent.",
        "unsigned",
        "sender, nonce and hash as the signing leaf says");
}
