using Strongroom.Audit;
using Strongroom.Chains.Ethereum;
using Strongroom.Cold;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Keys;

namespace Strongroom.Signer.Cold;

/// <summary>
/// "cold-sign": takes a request, judges each movement again, has a person compare it, records, signs, and
/// writes the response. What is refused on the way is in the cold journal.
/// </summary>
internal sealed class SignRequest(ColdFolder folder, ComparingDesk desk)
{
    internal async Task<(SignedBody? Response, Refusal? Refusal)> RunAsync(ReadOnlyMemory<byte> file)
    {
        if (!ColdRequest.TryParse(file.Span, out ColdRequest? request, out Refusal? refusal))
            return (null, await RefuseAsync(refusal, null, file));
        if (!TakeRequest.Decide(
            folder.State, request, folder.Now, out IReadOnlyList<GovernanceLeaf>? governance, out refusal))
            return (null, await RefuseAsync(refusal, null, file));
        await TakeAsync(request, governance);
        desk.Begin(folder.State, request);
        List<ColdSignature> signatures = [];
        foreach (ColdMovement movement in request.Movements)
        {
            if (await JudgeAsync(request, movement, file) is { } draft)
                signatures.Add(await SignAsync(draft));
        }

        await folder.RecordAsync(new ColdAnsweredLeaf(folder.Stamp(), request.Digest));
        return (await AnswerAsync(request, signatures), null);
    }

    private async Task TakeAsync(ColdRequest request, IReadOnlyList<GovernanceLeaf> governance)
    {
        List<Digest> attachments = [];
        foreach (byte[] part in GovernanceLeaf.ToAttachments(governance))
        {
            Refusal? tooLarge = folder.Journal.Attachments.Store(part, out byte[] digest);
            Invariant.Holds(tooLarge is null);
            attachments.Add(Digest.FromBytes(digest));
        }

        Checkpoint head = request.Head.Checkpoint;
        LogMark home = new(head.Size, Digest.FromBytes(head.Root.ToBytes()));
        await folder.RecordAsync(new ColdTakenLeaf(
            folder.Stamp(), request.Digest, home, folder.State.Home.Governance, attachments));
    }

    /// <summary>The movement when it may be signed; else its refusal is recorded.</summary>
    private async Task<ColdDraft?> JudgeAsync(
        ColdRequest request, ColdMovement movement, ReadOnlyMemory<byte> file)
    {
        Digest? intent = (movement.Registered.Leaf as RegisteredLeaf)?.Intent.Digest;
        if (!JudgeMovement.Decide(
            folder.State, request, movement, out ColdDraft? draft, out Refusal? refusal))
        {
            desk.Show(intent, await RefuseAsync(refusal, intent, file));
            return null;
        }

        if (folder.Keys.AddressOf(draft.Account.Path) != draft.Account.Address)
        {
            Refusal elsewhere = new(
                ColdRefusal.KeyElsewhere, "The key at the account's path has another address.", "account");
            desk.Show(intent, await RefuseAsync(elsewhere, intent, file));
            return null;
        }

        if (desk.Confirm(folder.State.Home, draft)) return draft;
        Refusal declined = new(ColdRefusal.Declined, "The person at the cold Signer did not confirm it.");
        await RefuseAsync(declined, intent, file);
        return null;
    }

    private async Task<ColdSignature> SignAsync(ColdDraft draft)
    {
        await folder.RecordAsync(draft.ToLeaf(folder.Stamp()));
        byte[] value = new byte[ColdSignature.ValueBytes];
        using (AccountKeys.KeyLease lease = folder.Keys.Lease(draft.Account.Path))
        {
            Invariant.Holds(lease.Address == draft.Account.Address);
            int recovery = lease.Sign(
                draft.Bound.SigningHash.ToBytes(), value.AsSpan(0, TransactionSignature.CompactSizeBytes));
            value[^1] = checked((byte)recovery);
        }

        ColdSignature signature = new(draft.Intent.Digest, draft.Bound.SigningHash, value);
        bool isWhole = TakeResponse.TryAssemble(
            draft.Bound.Unsigned, signature, out SignedTransaction? signed);
        Invariant.Holds(isWhole && signed!.Sender == draft.Account.Address);
        return signature;
    }

    private async Task<SignedBody> AnswerAsync(ColdRequest request, List<ColdSignature> signatures)
    {
        ulong from = ((ColdRequestedLeaf)request.Requested.Leaf).Journal.Size;
        CosignOutcome outcome = await folder.Journal.WaitCosignedAsync(folder.State.Size - 1);
        Invariant.Holds(outcome.IsCosigned);
        CosignedHead head = outcome.Head!;
        Invariant.Holds(head.Size == folder.State.Size);
        TreeFrontier? before = TreeFrontier.Restore(from, folder.Journal.StartAt(from).Frontier);
        Invariant.Holds(before is not null);
        List<Leaf> leaves = [];
        foreach (ReadOnlyMemory<byte> bytes in folder.Journal.ReadFrom(from))
        {
            bool isLeaf = Leaf.TryParse(bytes.Span, out Leaf? leaf, out _);
            Invariant.Holds(isLeaf && leaf is not null);
            leaves.Add(leaf);
        }

        CanonicalObject body = ColdResponse.Compose(request, head.Signed, before, leaves, signatures);
        SignedBody response = new(body, folder.Sign(ColdResponse.HashOf(body)));
        folder.Keep("responses", $"{request.Digest}.json", response.ToBytes());
        return response;
    }

    private async Task<Refusal> RefuseAsync(Refusal refusal, Digest? intent, ReadOnlyMemory<byte> file)
    {
        await folder.RecordAsync(new ColdRefusedLeaf(
            folder.Stamp(), refusal.Code, refusal.Field, intent, Digest.Sha256(file.Span)));
        return refusal;
    }
}
