using System.Text.Json.Nodes;
using Strongroom.Audit;
using Strongroom.Chains;
using Strongroom.Cli.Audit;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Registry;

namespace Strongroom.Tests.Faults;

/// <summary>
/// Both logs verify whole and extend every head that was ever seen; the Signer's answers are the fold of its log,
/// and its nonces are used without gaps, each for one intent.
/// </summary>
internal sealed class LogCheck(House house, DevChain chain, Health health)
{
    internal async Task HoldsAsync(IReadOnlyCollection<Order> orders, IReadOnlyList<Holder> holders)
    {
        using HttpClient signer = house.SignerClient();
        await AwaitPublishedAsync(signer);
        health.NoteHeads();
        health.SeenHeads.Count.ShouldBeGreaterThan(2);
        Verify(house.ServerConfig.LogFolder, house.ServerTrust);
        ulong size = Verify(house.SignerLogFolder, house.SignerTrust);
        (State state, List<SigningLeaf> signings) = Fold(size);
        await CompareAsync(signer, state, orders, holders);
        foreach (Holder holder in holders) await CheckNoncesAsync(state, signings, holder);
    }

    /// <summary>The number of leaves, when the log verifies and no head that was seen is missing from it.</summary>
    internal ulong Verify(string folder, LogTrust trust)
    {
        using LogReader reader = LogReader.Open(folder);
        LogVerification verification = new(reader, trust, null);
        verification.Run().ShouldBeNull(folder);
        foreach (SignedCheckpoint older in health.SeenHeads)
        {
            if (older.Checkpoint.Origin == trust.Log.Name) verification.CheckExtends(older).ShouldBeNull();
        }

        return verification.Head!.Checkpoint.Size;
    }

    private async Task AwaitPublishedAsync(HttpClient signer) => await Desk.UntilAsync("a published log", async () =>
    {
        JsonNode status = JsonNode.Parse(await signer.GetStringAsync("/v1/status"))!;
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(house.SignerLogFolder, "checkpoint"));
        return status["size"]!.ToString() == lines[1];
    });

    private (State State, List<SigningLeaf> Signings) Fold(ulong size)
    {
        using LogReader reader = LogReader.Open(house.SignerLogFolder);
        StateFolding folding = StateFolding.FromFirstLeaf();
        List<SigningLeaf> signings = [];
        for (ulong index = 0; index < size; index++)
        {
            byte[] bytes = reader.Entry(index, size);
            folding.Take(index, bytes);
            Leaf.TryParse(bytes, out Leaf? leaf, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
            if (leaf is SigningLeaf signing) signings.Add(signing);
        }

        return (folding.State!, signings);
    }

    private static async Task CompareAsync(
        HttpClient signer, State state, IReadOnlyCollection<Order> orders, IReadOnlyList<Holder> holders)
    {
        foreach (Holder holder in holders)
        {
            JsonNode told = JsonNode.Parse(await signer.GetStringAsync($"/v1/registry/accounts/{holder.Account}"))!;
            state.TryGetAccount(AccountId.From(Guid.Parse(holder.Account)), out AccountRecord? account).ShouldBeTrue();
            account!.Address.ToString().ShouldBe(holder.Address);
            told["nextNonce"]!.GetValue<ulong>().ShouldBe(state.NextNonce(account.Chain, account.Address));
        }

        foreach (Order order in orders.Where(order => order.IsConfirmed))
        {
            state.TryGetIntent(IntentId.From(Guid.Parse(order.Id!)), out IntentRecord? intent).ShouldBeTrue();
            JsonNode told = JsonNode.Parse(await signer.GetStringAsync($"/v1/intents/{intent!.Digest}"))!;
            told["state"]!.GetValue<string>().ShouldBe("signed");
            intent.State.ShouldBe(RegisteredState.Signed);
            told["nonce"]!.GetValue<ulong>().ShouldBe(intent.Nonce!.Value);
        }
    }

    private async Task CheckNoncesAsync(State state, List<SigningLeaf> signings, Holder holder)
    {
        ILookup<ulong, Digest> intents = signings.Where(leaf => leaf.Sender.ToString() == holder.Address)
            .ToLookup(leaf => leaf.Nonce, leaf => leaf.IntentDigest);
        ulong count = await chain.CountAsync(holder.Address);
        ((ulong)intents.Count).ShouldBe(count, holder.Address);
        for (ulong nonce = 0; nonce < count; nonce++)
            intents[nonce].Distinct().Count().ShouldBe(1, $"{holder.Address} nonce {nonce}");
        ChainId.TryParse(DevChain.Id, out ChainId? id, out _).ShouldBeTrue();
        state.TryGetAccount(AccountId.From(Guid.Parse(holder.Account)), out AccountRecord? account).ShouldBeTrue();
        state.NextNonce(id!, account!.Address).ShouldBe(count);
    }
}
