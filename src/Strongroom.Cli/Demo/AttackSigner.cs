using System.Globalization;
using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cli.Http;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>
/// What a Server that was taken over could try with all that passes through its hands, on the Signer's own
/// socket. Every attempt is refused and stands in the journal, because somebody's valid request stands behind
/// it.
/// </summary>
internal static class AttackSigner
{
    private const ulong GasLimit = 21_000;
    private const ulong GasPrice = 2_000_000_000;

    internal static async Task RunAsync(DemoStage stage, CancellationToken stop)
    {
        JsonNode asked = await WithdrawAssets.AskAsync(
            stage, "attacked", "first", DemoTerms.Ether, DemoTerms.Wei("0.25"), stop);
        Intent.Movement intent =
            (Intent.Movement)await stage.Desk.FetchAsync(asked["intentDigest"]!.GetValue<string>(), stop);
        await stage.Desk.SayAsync(DemoPeople.Operator, Verdict.Request, intent, stop);
        await stage.Desk.SayAsync(DemoPeople.FirstApprover, Verdict.Approve, intent, stop);
        await ChangeRecipientAsync(stage, intent, stop);
        await stage.Desk.HandInOnceAsync(HeldBack(stage, intent), intent, stop);
        await WithdrawAssets.FinishAsync(stage, asked, "Left alone, the very same 0.25 ETH", stop);
        await TakeSecondNonceAsync(stage, intent, stop);
        await UseStatementsAsync(stage, stop);
    }

    /// <summary>The quorum is real; the transaction pays the attacker.</summary>
    private static Task ChangeRecipientAsync(
        DemoStage stage, Intent.Movement intent, CancellationToken stop) =>
        RefusedAsync(stage, "changed-recipient", "a transaction to the attacker's own address", async () =>
        {
            EthereumAddress thief = EthereumAddress.FromBytes(RandomBytes.Create(EthereumAddress.SizeBytes));
            ulong nonce = await NextNonceAsync(stage, intent, stop);
            List<SignedStatement> quorum = await stage.Desk.StatementsAsync(intent.Digest.ToString(), stop);
            return await stage.Signer.RegisterAsync(
                intent, [.. quorum, HeldBack(stage, intent)], Unsigned(intent, thief, nonce), stop);
        });

    /// <summary>The intent is signed and paid; the attacker wants it paid once more.</summary>
    private static Task TakeSecondNonceAsync(
        DemoStage stage, Intent.Movement intent, CancellationToken stop) =>
        RefusedAsync(
            stage, "second-nonce", "a second payment of the same intent, with the next nonce", async () =>
        {
            ulong nonce = await NextNonceAsync(stage, intent, stop);
            return await stage.Signer.SignAsync(intent.Digest, Unsigned(intent, intent.To, nonce), stop);
        });

    private static async Task UseStatementsAsync(DemoStage stage, CancellationToken stop)
    {
        JsonNode asked = await WithdrawAssets.AskAsync(
            stage, "unapproved", "first", DemoTerms.Ether, DemoTerms.Wei("1.5"), stop);
        Intent intent = await stage.Desk.FetchAsync(asked["intentDigest"]!.GetValue<string>(), stop);
        await stage.Desk.SayAsync(DemoPeople.Operator, Verdict.Request, intent, stop);
        await RefusedAsync(stage, "login-as-approval", "Carol's login, presented as her approval", () =>
            stage.Signer.RegisterAsync(intent, [
                stage.People.Sign(DemoPeople.Operator, Verdict.Request, intent),
                stage.People.Sign(DemoPeople.FirstApprover, Verdict.Approve, intent),
                LoginOfCarol(stage, intent)], null, stop));
        await RefusedAsync(stage, "self-approval", "Carol's approval of what she requested herself", () =>
            stage.Signer.RegisterAsync(intent, [
                stage.People.Sign(DemoPeople.ThirdApprover, Verdict.Request, intent),
                stage.People.Sign(DemoPeople.FirstApprover, Verdict.Approve, intent),
                stage.People.Sign(DemoPeople.ThirdApprover, Verdict.Approve, intent)], null, stop));
        await stage.Desk.SayAsync(DemoPeople.SecondApprover, Verdict.Reject, intent, stop);
        await stage.Desk.WaitForAsync($"/v1/withdrawals/{asked["id"]}", "Rejected", stop);
        stage.Narrator.Say("Bob rejects that request at last; nothing stays held for it.");
    }

    /// <summary>
    /// A true assertion of Carol's passkey, but made for a login: another origin, rp id and challenge.
    /// </summary>
    private static SignedStatement LoginOfCarol(DemoStage stage, Intent intent)
    {
        using Passkey passkey = Passkey.Open(stage.People.PasskeyFile);
        StatementSignature login =
            passkey.Assert(stage.Ports.ApiUrl, "localhost", RandomBytes.Create(Digest.SizeBytes));
        return new SignedStatement(
            passkey.PublicKey.Id, login, DemoPeople.StatementOf(
                DemoPeople.ThirdApprover, Verdict.Approve, intent));
    }

    /// <summary>
    /// Bob's approval, which the taken-over Server has not noted yet: what completes the quorum.
    /// </summary>
    private static SignedStatement HeldBack(DemoStage stage, Intent intent)
    {
        string file = Path.Combine(stage.Folder.Statements, "held-back.json");
        if (!File.Exists(file))
            DemoFolder.Write(
                file, stage.People.Sign(DemoPeople.SecondApprover, Verdict.Approve, intent).ToBytes());
        return SignedStatement.TryParse(
            File.ReadAllBytes(file), out SignedStatement? signed, out Refusal? refusal)
            ? signed
            : throw new DemoStoppedException($"{file}: {refusal}");
    }

    private static async Task<ulong> NextNonceAsync(
        DemoStage stage, Intent.Movement intent, CancellationToken stop) =>
        (await stage.Signer.GetAsync(
            $"v1/registry/accounts/{intent.Account}", stop))["nextNonce"]!.GetValue<ulong>();

    private static byte[] Unsigned(Intent.Movement intent, EthereumAddress to, ulong nonce) =>
        new EthereumTransaction
    {
        Kind = TransactionKind.DynamicFee,
        ChainNumber = (ulong)DemoTerms.ChainNumber,
        Nonce = nonce,
        MaxPriorityFeePerGas = UInt256.Zero,
        MaxFeePerGas = GasPrice,
        GasLimit = GasLimit,
        To = to,
        Value = intent.Amount.BaseUnits,
    }.EncodeUnsigned();

    private static async Task RefusedAsync(
        DemoStage stage, string name, string words, Func<Task<ApiAnswer>> attack)
    {
        string kept = await stage.Progress.OnceAsync($"refusal.{name}", async () =>
        {
            ApiAnswer answer = await attack();
            if (answer.IsSuccess) throw new DemoStoppedException($"the Signer accepted an attack: {name}");
            JsonNode problem = answer.ToJson()!;
            long index = problem["journalIndex"]?.GetValue<long>()
                ?? throw new DemoStoppedException(
                    $"the Signer refused {name} ({problem["code"]}) without a leaf of its own");
            return string.Create(CultureInfo.InvariantCulture, $"{problem["code"]} {index}");
        });
        string[] parts = kept.Split(' ');
        stage.Narrator.Say($"Refused: {words}. {parts[0]}, journal index {parts[1]}.");
    }
}
