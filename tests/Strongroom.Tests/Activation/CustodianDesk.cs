using System.Text.Json.Nodes;
using Strongroom.Activation;
using Strongroom.Cli.Ceremonies;
using Strongroom.Cryptography.Age;
using Strongroom.Cryptography.Secrets;
using Strongroom.Intents;
using Strongroom.Signer.Activation;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Activation;

/// <summary>Three custodians, two of whom unlock a harness's Signer: their keys, their shares, the program.</summary>
internal sealed class CustodianDesk(SignerHarness harness)
{
    internal TestPerson[] Custodians { get; } = [harness.Alice, harness.Bob, harness.Carol];

    private SignerInstance Signer => harness.Signer;

    /// <summary>Keys made and the unlock secret split by the program; the terms lie in the data folder.</summary>
    internal async Task SplitAsync(byte[] unlock, string folder = "shares")
    {
        string file = Path.Combine(harness.Folder, "to-split");
        File.WriteAllBytes(file, unlock);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        List<string> arguments =
        [
            "activation", "split", "--institution", $"{harness.Genesis}", "--threshold", "2",
            "--unlock-file", file, "--out", Path.Combine(harness.Folder, folder),
        ];
        foreach (TestPerson custodian in Custodians)
            arguments.AddRange(["--custodian", $"{custodian.Id}={custodian.Key.Id},{await RecipientAsync(custodian)}"]);
        CliRun split = await CliRun.RunAsync([.. arguments]);
        split.ExitCode.ShouldBe(0, split.Error);
        File.Delete(file);
        File.Copy(TermsOf(folder), new DataFolder(harness.Data).Activation, overwrite: true);
    }

    internal string TermsOf(string folder) => Path.Combine(harness.Folder, folder, "activation.json");

    internal string ShareOf(TestPerson person, string folder = "shares") =>
        Path.Combine(harness.Folder, folder, $"{person.Id}.age");

    internal string KeyOf(TestPerson person) => Path.Combine(harness.Folder, $"{person.Id}.age-key");

    /// <summary>The custodian's own machine: the program, at the Signer's listener.</summary>
    internal Task<CliRun> GiveAsync(TestPerson person, RunningHost host, string? build = null) =>
        GiveAsync(person, (host.Port, host.Pin), build);

    internal async Task<CliRun> GiveAsync(TestPerson person, (int Port, string Pin) door, string? build = null) =>
        await CliRun.RunAsync(
        [
            "activation", "give", ShareOf(person), "--share-key", KeyOf(person), "--person", $"{person.Id}",
            "--key", person.SaveKey(harness.Folder), "--build", build ?? $"{BuildHash.OfThisAssembly}", "--json",
            "--signer", $"https://127.0.0.1:{door.Port}", "--signer-pin", door.Pin,
        ]);

    /// <summary>The same without the program, so that each part can be wrong.</summary>
    internal async Task<string?> GiveAsync(TestPerson person, Func<Wrong, Wrong>? change = null)
    {
        Wrong wrong = new(await SessionAsync(), person, ShareOf(person), KeyOf(person));
        wrong = change?.Invoke(wrong) ?? wrong;
        ShareFile.TryOpen(wrong.Share, wrong.ShareKey, out SecretBytes? words, out _).ShouldBeTrue();
        AgeRecipient.TryParse(wrong.Session, out AgeRecipient? session).ShouldBeTrue();
        byte[] file;
        using (words)
        using (SecretLease lease = words.Open())
            file = AgeFile.Encrypt(lease.Span, session);
        Digest share = Digest.Sha256(file);
        Digest hash = GivenShare.HashOf(harness.Genesis, wrong.Session, person.Id, share);
        GivenShare given = new(person.Id, person.Key.Id, share, wrong.Signer.Sign(hash));
        var outcome = await Signer.Activation!.GiveAsync(given, file, CancellationToken.None);
        return outcome.Try(out _, out Refusal? refusal) ? null : refusal.Code;
    }

    internal async Task<string> SessionAsync()
    {
        var outcome = await Signer.Activation!.DescribeAsync(CancellationToken.None);
        outcome.Must().Content.TryText("session", out string? session).ShouldBeTrue();
        return session!;
    }

    private async Task<string> RecipientAsync(TestPerson person)
    {
        string verb = File.Exists(KeyOf(person)) ? "show" : "new";
        CliRun run = await CliRun.RunAsync("custodian", "keys", verb, "--key", KeyOf(person), "--json");
        return JsonNode.Parse(run.Output)!["recipient"]!.GetValue<string>();
    }

    /// <summary>What a share is given with.</summary>
    internal sealed record Wrong(string Session, TestPerson Signer, string Share, string ShareKey);
}
