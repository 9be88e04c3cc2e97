using System.Globalization;

namespace Strongroom.Cli.Demo;

/// <summary>
/// The steps of a demo, in order: the whole journey the first time, one more withdrawal the next times.
/// </summary>
internal sealed class Story(DemoStage stage, DemoSystem system)
{
    private const string Complete = "complete";
    private const string Runs = "runs";
    private const string IdleBlockSeconds = "12";

    private delegate Task StepAction(DemoStage stage, CancellationToken stop);

    /// <summary>How many steps a demo in this folder will have.</summary>
    internal static int CountSteps(DemoProgress progress) => progress.Find(Complete) is null ? 13 : 6;

    internal async Task RunAsync(CancellationToken stop)
    {
        bool isFirst = stage.Progress.Find(Complete) is null;
        await StepAsync(
            "A local Ethereum chain starts, with a token that somebody issued on it.", StartChainAsync, stop);
        if (isFirst) await StepAsync("Five founders sign one founding file; the Signer writes it as leaf 0.",
            FoundHouse.RunAsync, stop);
        await StepAsync(
            "Two witnesses, the Signer, the Server and the approval station start.", StartCustodyAsync, stop);
        if (isFirst) await TellJourneyAsync(stop);
        else await StepAsync("One more withdrawal, by two approvals.", WithdrawAgainAsync, stop);
        await StepAsync("The ledger is reconciled with the chain.", CheckBooks.ReconcileAsync, stop);
        await StepAsync("Both logs are verified offline, with nothing but folders and public keys.",
            VerifyRecord.RunAsync, stop);
        await StepAsync(
            "Somebody else's client (cast) checks every figure; demo.json is written.", ReportAsync, stop);
    }

    /// <summary>
    /// After the story blocks come as slowly as on the real chain, so that the state stays small.
    /// </summary>
    internal Task RestAsync(CancellationToken stop) =>
        stage.Cast.RpcAsync(stop, "evm_setIntervalMining", IdleBlockSeconds);

    private async Task TellJourneyAsync(CancellationToken stop)
    {
        await StepAsync("Chain and assets are registered, by intents that two approvers sign.",
            RegisterAssets.RunAsync, stop);
        await StepAsync(
            "Carol's passkey of the approval station enters the roster.", EnrolPasskey.RunAsync, stop);
        await StepAsync(
            "Two clients and a house wallet are opened; the Signer derives and signs their addresses.",
            OpenAccounts.RunAsync, stop);
        await StepAsync("Deposits arrive: ether and tokens, from an account and from a contract.",
            MakeDeposits.RunAsync, stop);
        await StepAsync("0.5 ETH leave, requested by Olga, approved by Alice and Carol.",
            WithdrawAssets.EtherAsync, stop);
        await StepAsync(
            "1,200 DUSD leave an account that has no ether of its own.", WithdrawAssets.TokenAsync, stop);
        await StepAsync("The Server is taken over and attacks the Signer with all that it holds.",
            AttackSigner.RunAsync, stop);
    }

    private async Task StartChainAsync(DemoStage on, CancellationToken stop)
    {
        await system.StartChainAsync(stop);
        await PrepareChain.RunAsync(on, stop);
    }

    private Task StartCustodyAsync(DemoStage on, CancellationToken stop) => system.StartCustodyAsync(stop);

    private static async Task WithdrawAgainAsync(DemoStage on, CancellationToken stop)
    {
        // Counted when it is done: after an interruption the same one is finished.
        string number = on.Progress.Find(Runs) ?? "1";
        await WithdrawAssets.AgainAsync(on, $"again-{number}", stop);
        int next = int.Parse(number, CultureInfo.InvariantCulture) + 1;
        on.Progress.Set(Runs, next.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task ReportAsync(DemoStage on, CancellationToken stop)
    {
        await CheckBooks.AskOutsiderAsync(on, stop);
        await WriteReport.RunAsync(on, stop);
        on.Progress.Set(Complete, "yes");
    }

    private async Task StepAsync(string sentence, StepAction act, CancellationToken stop)
    {
        stage.Narrator.Step(sentence);
        await act(stage, stop);
    }
}
