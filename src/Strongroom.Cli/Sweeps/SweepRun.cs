using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cli.Http;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Sweeps;

namespace Strongroom.Cli.Sweeps;

/// <summary>
/// Carries a bundle out, wave by wave. Every call may be made again: the Signer answers a registered intent
/// as the first time, signs the same bytes with the same signature, and a node knows what it has. So a run
/// that was cut off is simply started again.
/// </summary>
internal sealed class SweepRun(
    SignerDoor signer, SweepChains chains, IReadOnlyList<SignedStatement> statements)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Which intent could not be carried out, and why; null when all are done.</summary>
    internal async Task<Refusal?> RunAsync(SweepBundle bundle, Action<int> done, CancellationToken stop)
    {
        int finished = 0;
        foreach (IGrouping<SweepWave, SweepStep> wave in bundle.Steps.GroupBy(step => step.Wave))
        {
            List<(SweepNode Node, Hash32 Hash)> sent = [];
            foreach (SweepStep step in wave)
            {
                if (await RegisterAsync(step, stop) is { } refused)
                    return refused with { Field = NameOf(step) };
                if (step.Intent is Intent.Movement movement)
                {
                    (Hash32 hash, Refusal? refusal) = await SendAsync(step, movement, stop);
                    if (refusal is not null) return refusal with { Field = NameOf(step) };
                    sent.Add((chains.Need(movement.Chain), hash));
                }

                done(++finished);
            }

            foreach ((SweepNode node, Hash32 hash) in sent) await MinedAsync(node, hash, stop);
        }

        return null;
    }

    private static string NameOf(SweepStep step) => step.Intent.Digest.ToString();

    /// <summary>Known to the Signer, and in effect where the intent moves nothing.</summary>
    private async Task<Refusal?> RegisterAsync(SweepStep step, CancellationToken stop)
    {
        IEnumerable<SignedStatement> own =
            statements.Where(one => one.Statement.Intents.Contains(step.Intent.Digest));
        ApiAnswer answer = await signer.PostAsync("v1/intents", CanonicalObject.Of(
            ("intent", step.Intent.Body),
            ("statements", CanonicalArray.OfObjects(own.Select(one => one.Body)))), stop);
        if (!answer.IsSuccess) return answer.ToRefusal();
        bool isDelayed = step.Intent is Intent.Governance
            && (string?)answer.ToJson()!["state"] != "effective";
        if (!isDelayed) return null;
        answer = await signer.PostAsync(
            $"v1/intents/{step.Intent.Digest}/effect", CanonicalObject.Empty, stop);
        return answer.IsSuccess ? null : answer.ToRefusal();
    }

    private async Task<(Hash32 Hash, Refusal? Refusal)> SendAsync(
        SweepStep step, Intent.Movement movement, CancellationToken stop)
    {
        JsonNode intent = await signer.NeedAsync($"v1/intents/{movement.Digest}", stop);
        JsonNode account = await signer.NeedAsync($"v1/registry/accounts/{movement.Account}", stop);
        ulong nonce = (intent["nonce"] ?? account["nextNonce"])!.GetValue<ulong>();
        ApiAnswer answer = await signer.PostAsync("v1/signatures", CanonicalObject.Of(
            ("intent", movement.Digest.ToString()),
            ("unsigned", HexText.Format(UnsignedOf(step, movement, nonce)))), stop);
        if (!answer.IsSuccess) return (default, answer.ToRefusal());
        JsonNode signed = answer.ToJson()!;
        bool isHash = Hash32.TryParse((string?)signed["hash"] ?? "", out Hash32 hash);
        Invariant.Holds(isHash);
        string? problem =
            await chains.Need(movement.Chain).BroadcastAsync((string)signed["signed"]!, hash, stop);
        return problem is null
            ? (hash, null)
            : (hash, new Refusal(CliRefusal.Node, $"the node does not take it: {problem}"));
    }

    /// <summary>
    /// The whole fee goes to gas at one price, so that the rest of an account is known to the last unit.
    /// </summary>
    private static byte[] UnsignedOf(SweepStep step, Intent.Movement movement, ulong nonce)
    {
        bool isNumber = movement.Chain.TryGetEip155(out ulong number);
        Invariant.Holds(isNumber && step.GasLimit > 0);
        UInt256 feePerGas = movement.FeeMax.BaseUnits / step.GasLimit;
        return new EthereumTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainNumber = number,
            Nonce = nonce,
            MaxPriorityFeePerGas = feePerGas,
            MaxFeePerGas = feePerGas,
            GasLimit = step.GasLimit,
            To = movement.Call.To,
            Value = movement.Call.Value,
            CallData = movement.Call.EncodeCallData(),
        }.EncodeUnsigned();
    }

    private static async Task MinedAsync(SweepNode node, Hash32 hash, CancellationToken stop)
    {
        bool? isDone = await node.ReceiptAsync(hash, stop);
        for (; isDone is null; isDone = await node.ReceiptAsync(hash, stop)) await Task.Delay(Pause, stop);
        if (isDone == false) throw new IOException($"{hash} failed on the chain: plan the rest anew");
    }
}
