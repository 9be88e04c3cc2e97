using Strongroom.Cli;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Adversaries;
using Strongroom.Tests.Demo;

namespace Strongroom.Tests.Hosting;

/// <summary>People at a terminal who need no Server: the command line at a Signer's listener.</summary>
public sealed class SignerDoorTests : IAsyncLifetime
{
    private SignerHarness harness = null!;
    private SignerDesk desk = null!;
    private RunningHost host = null!;
    private int files;

    public async Task InitializeAsync()
    {
        harness = await SignerHarness.StartedAsync();
        desk = await new SignerDesk(harness).OpenAsync();
        host = await RunningHost.StartAsync(harness);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await harness.DisposeAsync();
    }

    [Fact]
    public async Task Registers_what_the_Server_will_not_and_freezes_what_it_hides()
    {
        Intent intent = desk.Withdraw();
        CliRun registered = await CliRun.RunAsync([.. Register(intent), .. Door(host.Pin), "--json"]);
        registered.ExitCode.ShouldBe(0, registered.Error);
        registered.Output.ShouldContain($"\"digest\": \"{intent.Digest}\"");
        harness.LeavesOf<RegisteredLeaf>().ShouldContain(leaf => leaf.Intent.Digest == intent.Digest);
        CliRun frozen = await CliRun.RunAsync(
            ["statement", "send", Write(desk.Say(harness.Sam, Verdict.Freeze)), .. Door(host.Pin)]);
        frozen.ExitCode.ShouldBe(0, frozen.Error);
        frozen.Output.ShouldContain("cosigned  true");
        harness.Pipeline.Status().IsFrozen.ShouldBeTrue();
    }

    [Fact]
    public async Task Shows_what_the_Signer_refuses_with_its_code()
    {
        Intent intent = desk.Withdraw();
        string veto = Write(desk.Say(harness.Alice, Verdict.Veto, intent.Digest));
        CliRun run = await CliRun.RunAsync(["statement", "send", veto, .. Door(host.Pin)]);
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(RegistryRefusal.UnknownIntent);
    }

    [Fact]
    public async Task Sends_nothing_to_a_Signer_with_another_certificate()
    {
        CliRun run = await CliRun.RunAsync([.. Register(desk.Withdraw()), .. Door(new string('0', 64))]);
        run.ExitCode.ShouldBe(2);
        run.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("nothing was sent");
        harness.LeavesOf<RegisteredLeaf>()
            .ShouldNotContain(leaf => leaf.Intent.Kind == IntentKind.Withdrawal);
    }

    [Theory]
    [InlineData("--signer", "http://127.0.0.1:1", "--signer-pin", Zeros)]
    [InlineData("--signer", "https://127.0.0.1:1/v1", "--signer-pin", Zeros)]
    [InlineData("--signer", "https://127.0.0.1:1")]
    [InlineData("--signer", "https://127.0.0.1:1", "--signer-pin", "00")]
    public async Task Takes_no_other_words_for_a_Signer(params string[] options)
    {
        CliRun run = await CliRun.RunAsync([.. Register(desk.Withdraw()), .. options]);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(CliRefusal.Signer);
    }

    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private string[] Door(string pin) => ["--signer", $"https://127.0.0.1:{host.Port}", "--signer-pin", pin];

    private string[] Register(Intent intent)
    {
        SubmittedBytes bytes = desk.Bytes(intent);
        return
        [
            "intent", "register", Write(bytes.Intent),
            .. bytes.Statements.SelectMany(one => (string[])["--statement", Write(one)]),
        ];
    }

    private string Write(ReadOnlyMemory<byte> bytes)
    {
        string path = Path.Combine(harness.Folder, $"sent-{++files}.json");
        File.WriteAllBytes(path, bytes.ToArray());
        return path;
    }
}
