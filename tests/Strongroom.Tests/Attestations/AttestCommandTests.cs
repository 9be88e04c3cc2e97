using System.Text;
using Strongroom.Attestations;
using Strongroom.Cli;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Tests.Demo;
using Strongroom.Tests.Intents;
using Strongroom.Tests.Roster;

namespace Strongroom.Tests.Attestations;

/// <summary>The attestor's commands as a program, read back as the Signer reads what it is sent.</summary>
public sealed class AttestCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sra").FullName;

    [Theory]
    [InlineData("ed25519")]
    [InlineData("p256")]
    public async Task Signs_a_price_that_verifies_under_the_proved_key(string algorithm)
    {
        RosterState roster = await EnrolAsync(algorithm);
        SignedAttestation given = await SignAsync(
            "price", "--asset", $"{Samples.Ether}", "--quote", "EUR", "--scale", "2", "--minor-units", "312345",
            "--base-units", "1000000000000000000");
        AttestationVerification.Verify(given, roster, Samples.Genesis, TestKey.Station).ShouldBeNull();
        string file = Path.Combine(_folder, "price.json");
        await File.WriteAllTextAsync(file, """{"baseUnits":"1000000000000000000","minorUnits":"312345"}""");
        SignedAttestation read = await SignAsync(
            "price", "--asset", $"{Samples.Ether}", "--quote", "EUR", "--scale", "2", "--from", file);
        read.Attestation.Value.ShouldBe(given.Attestation.Value);
        read.Attestation.Subject.ShouldBe(given.Attestation.Subject);
    }

    [Fact]
    public async Task Screens_an_address_against_a_list_in_a_file()
    {
        await EnrolAsync("ed25519");
        string list = Path.Combine(_folder, "list.txt");
        await File.WriteAllTextAsync(list, $"0x{new string('1', 40)}\n{Samples.To.ToString().ToLowerInvariant()}\n");
        (await ScreenAsync($"{Samples.To}", list)).ShouldBe(new FactValue.Screening(false, "2026-11-20"));
        (await ScreenAsync($"{Samples.From}", list)).ShouldBe(new FactValue.Screening(true, "2026-11-20"));
    }

    [Fact]
    public async Task Refuses_what_the_format_does_not_allow_and_a_node_without_an_address()
    {
        await EnrolAsync("ed25519");
        CliRun nothing = await RunAsync(
            "price", "--asset", $"{Samples.Ether}", "--quote", "EUR", "--scale", "2", "--minor-units", "0", "--base-units", "1");
        nothing.ExitCode.ShouldBe(1);
        nothing.Error.ShouldContain(AttestationRefusal.ZeroPrice);
        CliRun nowhere = await RunAsync(
            "code-hash", "--contract", $"eip155:31337:{Samples.Token}", "--node", "localhost");
        nowhere.ExitCode.ShouldBe(1);
        nowhere.Error.ShouldContain(CliRefusal.Node);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<FactValue> ScreenAsync(string address, string list)
    {
        SignedAttestation signed = await SignAsync(
            "screening", "--address", $"eip155:31337:{address}", "--list", "ofac-sdn", "--version", "2026-11-20",
            "--from", list);
        return signed.Attestation.Value;
    }

    private async Task<RosterState> EnrolAsync(string algorithm)
    {
        string[] who = ["--person", "feed-a", "--class", "attestor", "--key", KeyFile];
        (await CliRun.RunAsync(["keys", "new", .. who, "--algorithm", algorithm])).ExitCode.ShouldBe(0);
        CliRun proved = await CliRun.RunAsync(["keys", "prove", .. who, "--genesis", $"{Samples.Genesis}"]);
        CanonicalJson.TryRead(Bytes(proved), 4096, out CanonicalObject? attestor, out _).ShouldBeTrue();
        Intent.RosterChange change = (Intent.RosterChange)Samples.Parse(Samples.Body(IntentKind.RosterChange)
            .With("people", CanonicalArray.Empty).With("removed", CanonicalArray.Empty)
            .With("attestors", CanonicalArray.Of(attestor!.With("groups", CanonicalArray.Of("oracles")))));
        RosterAmendment.TryParse(change, out RosterAmendment? amendment, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        RosterState.TryParse([], out RosterState? empty, out _).ShouldBeTrue();
        amendment!.CheckProofs(empty!, TestKey.Station).ShouldBeNull();
        amendment.TryApply(empty!, out RosterState? roster, out refusal).ShouldBeTrue(refusal?.ToString());
        return roster!;
    }

    private async Task<SignedAttestation> SignAsync(params string[] arguments)
    {
        CliRun run = await RunAsync(arguments);
        run.ExitCode.ShouldBe(0, run.Error);
        SignedAttestation.TryParse(Bytes(run), out SignedAttestation? signed, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return signed!;
    }

    private Task<CliRun> RunAsync(params string[] arguments) => CliRun.RunAsync(
        ["attest", .. arguments, "--attestor", "feed-a", "--key", KeyFile, "--genesis", $"{Samples.Genesis}"]);

    private string KeyFile => Path.Combine(_folder, "feed-a.key");

    private static byte[] Bytes(CliRun run) => Encoding.UTF8.GetBytes(run.Output.TrimEnd('\n'));
}
