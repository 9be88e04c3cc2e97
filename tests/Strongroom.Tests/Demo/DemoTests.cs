using System.Text.Json.Nodes;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Roster;

namespace Strongroom.Tests.Demo;

/// <summary>What demo.json promises, checked by others than the demo.</summary>
public sealed class DemoTests(DemoRuns runs) : IClassFixture<DemoRuns>
{
    [DemoFact]
    public void Withdraws_ether_and_tokens_and_keeps_them_listed()
    {
        JsonArray first = runs.FirstReport["withdrawals"]!.AsArray();
        JsonArray second = runs.Report["withdrawals"]!.AsArray();
        first.Count.ShouldBe(3);
        first.Select(one => Asset(one).IsNative).Distinct().Count().ShouldBe(2);
        second.Take(3).Select(one => Text(one, "id")).ShouldBe(first.Select(one => Text(one, "id")));
        second.Count.ShouldBe(4);
        foreach (JsonNode? one in second) EthereumAddress.TryParse(Text(one, "to"), out _, out _).ShouldBeTrue();
    }

    [DemoFact]
    public async Task Keeps_the_exact_bytes_of_every_intent()
    {
        foreach (JsonNode? one in runs.Report["withdrawals"]!.AsArray())
        {
            CliRun digest = await CliRun.RunAsync("intent", "digest", Text(one, "intentFile"));
            digest.Output.Trim().ShouldBe(Text(one, "intentDigest"));
        }
    }

    [DemoFact]
    public void Keeps_statements_that_verify_under_the_roster()
    {
        RosterState roster = ReadRoster(out StationPin station);
        Digest.TryParse(Text(runs.Report, "institution"), out Digest genesis, out _).ShouldBeTrue();
        foreach (JsonNode? one in runs.Report["withdrawals"]!.AsArray())
        {
            List<SignedStatement> statements = [];
            foreach (JsonNode? file in one!["statementFiles"]!.AsArray())
            {
                SignedStatement.TryParse(File.ReadAllBytes(file!.GetValue<string>()), out SignedStatement? signed, out _)
                    .ShouldBeTrue();
                VerifiedStatement.TryVerify(signed!, roster, genesis, station, out _, out Refusal? refusal)
                    .ShouldBeTrue(refusal?.ToString());
                signed!.Statement.Intents.Single().ToString().ShouldBe(Text(one, "intentDigest"));
                statements.Add(signed);
            }

            statements.Count(signed => signed.Statement.Verdict == Verdict.Request).ShouldBe(1);
            statements.Where(signed => signed.Statement.Verdict == Verdict.Approve)
                .Select(signed => signed.Statement.Person).Distinct().Count().ShouldBe(2);
        }
    }

    [DemoFact]
    public async Task Logs_verify_offline_and_hold_every_refusal()
    {
        foreach (JsonNode? refusal in runs.Report["refusals"]!.AsArray())
        {
            CliRun leaf = await VerifyAsync("signer", "--leaf", refusal!["journalIndex"]!.ToJsonString());
            leaf.ExitCode.ShouldBe(0, leaf.Output);
        }

        (await VerifyAsync("server")).ExitCode.ShouldBe(0);
        runs.Report["refusals"]!.AsArray().Select(one => Text(one, "code")).Order().ShouldBe(
        [
            "registry.call-differs", "registry.nonce-bound", "registry.requester-approves", "webauthn.other-challenge",
        ]);
    }

    [DemoFact]
    public void Resumes_in_the_same_folder_without_founding_again()
    {
        Text(runs.Report, "institution").ShouldBe(Text(runs.FirstReport, "institution"));
        runs.Second.Output.ShouldNotContain("founders");
        runs.SecondTook.ShouldBeLessThan(TimeSpan.FromSeconds(Repository.IsCi ? 60 : 30));
    }

    [DemoFact]
    public void Keeps_keys_and_secrets_from_others()
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string[] secrets =
        [
            .. Directory.GetFiles(Path.Combine(runs.Folder, "people"), "*.key"),
            .. Directory.GetFiles(Path.Combine(runs.Folder, "people"), "*.passkey.json"),
            Path.Combine(runs.Folder, "unlock.secret"), Path.Combine(runs.Folder, "api.key"),
            Path.Combine(runs.Folder, "tls/key.pem"), Path.Combine(runs.Folder, "server/log.key"),
        ];
        secrets.Length.ShouldBe(10);
        secrets.ShouldAllBe(file => File.GetUnixFileMode(file) == OwnerOnly);
    }

    private Task<CliRun> VerifyAsync(string name, params string[] more)
    {
        JsonNode log = runs.Report["logs"]![name]!;
        string[] witnesses = name == "server"
            ? []
            : [.. runs.Report["witnesses"]!.AsArray().SelectMany(vkey => (string[])["--witness", vkey!.GetValue<string>()])];
        return CliRun.RunAsync(
            ["log", "verify", Text(log, "folder"), "--key", Text(log, "publicKey"), .. witnesses, .. more, "--json"]);
    }

    /// <summary>The founders, and Carol with the passkey that she got afterwards.</summary>
    private RosterState ReadRoster(out StationPin station)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(runs.Folder, "founding.signed.json"));
        SignedFounding.TryParse(bytes, out SignedFounding? founding, out _).ShouldBeTrue();
        station = founding!.Founding.Station;
        byte[] change = File.ReadAllBytes(Path.Combine(runs.Folder, "intents/enrol-passkey.json"));
        Intent.TryParse(change, out Intent? intent, out _).ShouldBeTrue();
        RosterAmendment.TryParse((Intent.RosterChange)intent!, out RosterAmendment? amendment, out _).ShouldBeTrue();
        amendment!.TryApply(founding.Founding.Roster, out RosterState? roster, out _).ShouldBeTrue();
        return roster!;
    }

    private static AssetId Asset(JsonNode? withdrawal)
    {
        AssetId.TryParse(Text(withdrawal, "asset"), out AssetId? asset, out _).ShouldBeTrue();
        return asset!;
    }

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();
}
