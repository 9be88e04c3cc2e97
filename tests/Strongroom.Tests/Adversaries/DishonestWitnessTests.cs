using Strongroom.Audit;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Tests.Audit;
using Strongroom.Tests.Hosting;
using Strongroom.Tests.Http;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// One witness of the adversary's, key included, among witnesses of which two are needed: what it withholds, forges or
/// forgets, no signature goes out on its word, and with a third witness the work goes on without it.
/// </summary>
public sealed class DishonestWitnessTests
{
    private static readonly HarnessOptions Impatient = new() { CosigningMax = TimeSpan.FromMilliseconds(400) };

    [Fact]
    public async Task Withholding_its_cosignatures_withholds_signatures_and_nothing_else()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync(Impatient);
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await harness.Witnesses[0].StopAsync();
        byte[] unsigned = SignerDesk.Unsigned(intent, 0);
        (await desk.SignAsync(intent, unsigned)).MustRefuse(SignerRefusal.NotWitnessed);
        (await desk.StateAsync(harness.Sam, Verdict.Freeze)).Must().IsCosigned.ShouldBeFalse();
        harness.Pipeline.Status().IsFrozen.ShouldBeTrue("it is in force without them");
        harness.Signer.Record.Journal.Head!.Size.ShouldBeLessThan(harness.Signer.Record.Journal.Size);
    }

    public static TheoryData<string> Forgeries => ["empty", "garbage", "own key", "other name", "other text", "no time", "log's line"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Forging_the_other_witness_or_itself_yields_no_signature(string forgery)
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync(Impatient);
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await harness.Witnesses[0].StopAsync();
        NoteKey honest = harness.Witnesses[0].Key;
        using ServiceSigningKey mine = ServiceSigningKey.Create(Path.Combine(harness.Folder, "mine.key"));
        await using DishonestWitness witness = await DishonestWitness.StartAsync(
            harness.Witnesses[0].SocketPath, request => (200, Forge(forgery, request, honest, mine)));
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(SignerRefusal.NotWitnessed);
        witness.Asked.ShouldBeGreaterThan(0);
        harness.Signer.Record.Journal.Head!.Size.ShouldBeLessThan(harness.Signer.Record.Journal.Size);
    }

    [Fact]
    public async Task Lending_its_own_cosignature_to_a_second_place_does_not_count_twice()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync(Impatient);
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await harness.Witnesses[0].StopAsync();
        using ServiceSigningKey stolen = OpenKey(harness.Witnesses[1], harness.Folder, "w2");
        NoteKey own = harness.Witnesses[1].Key;
        await using DishonestWitness witness = await DishonestWitness.StartAsync(
            harness.Witnesses[0].SocketPath, request => (200, Cosign(request.Head.Checkpoint.Text, own, stolen)));
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(SignerRefusal.NotWitnessed);
        witness.Asked.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(409, "999999\n", SignerRefusal.JournalBehindWitness)]
    [InlineData(409, "nonsense\n", SignerRefusal.NotWitnessed)]
    [InlineData(422, "", SignerRefusal.JournalForked)]
    public async Task Claiming_another_history_stops_the_work_in_the_open_where_it_is_needed(
        int status, string body, string code)
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync(Impatient);
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await harness.Witnesses[0].StopAsync();
        await using DishonestWitness witness =
            await DishonestWitness.StartAsync(harness.Witnesses[0].SocketPath, _ => (status, body));
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(code);
        harness.Signer.Record.Journal.Head!.Size.ShouldBeLessThan(harness.Signer.Record.Journal.Size);
        bool isConflict = code != SignerRefusal.NotWitnessed;
        (harness.Signer.Record.Journal.Conflict is not null).ShouldBe(isConflict);
        harness.Pipeline.Status().Reason.ShouldBe(isConflict ? code : null);
    }

    [Theory]
    [InlineData(409, "999999\n")]
    [InlineData(422, "")]
    [InlineData(200, "— nobody AAAA\n")]
    [InlineData(500, "")]
    public async Task One_of_three_cannot_even_stop_the_work(int status, string body)
    {
        await using SignerHarness harness = await ThreeAsync();
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await harness.Witnesses[0].StopAsync();
        await using DishonestWitness witness =
            await DishonestWitness.StartAsync(harness.Witnesses[0].SocketPath, _ => (status, body));
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
        Cosignature[] cosignatures = [.. harness.Signer.Record.Journal.Head!.Cosignatures];
        cosignatures.ShouldNotContain(one => one.Witness == harness.Witnesses[0].Key, "its cosignatures are missing");
        cosignatures.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(409, "999999\n", SignerRefusal.JournalBehindWitness)]
    [InlineData(422, "", SignerRefusal.JournalForked)]
    public async Task Once_it_is_put_right_the_work_goes_on_without_a_restart_and_its_lie_is_on_record(
        int status, string body, string code)
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await harness.Witnesses[0].StopAsync();
        await using (DishonestWitness witness =
            await DishonestWitness.StartAsync(harness.Witnesses[0].SocketPath, _ => (status, body)))
        {
            (await desk.StateAsync(harness.Sam, Verdict.Freeze)).Must();
            await Wait.UntilAsync(() => Task.FromResult(harness.Pipeline.Status().Reason == code));
        }

        await harness.Witnesses[0].StartAsync();
        await Wait.UntilAsync(() => Task.FromResult(harness.Signer.Record.Journal.Conflict is null));
        await desk.EnactAsync(desk.Unfreeze());
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
        await harness.RestartAsync();
        harness.Counted(code).ShouldBe(1, "nobody called meanwhile: it is the witness's word that is counted");
    }

    [Fact]
    public async Task As_many_as_are_needed_for_a_head_stop_the_work_whoever_else_cosigns()
    {
        await using SignerHarness harness = await ThreeAsync(witnesses: 4);
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await harness.Witnesses[0].StopAsync();
        await harness.Witnesses[1].StopAsync();
        await using DishonestWitness first =
            await DishonestWitness.StartAsync(harness.Witnesses[0].SocketPath, _ => (409, "999999\n"));
        await using DishonestWitness second =
            await DishonestWitness.StartAsync(harness.Witnesses[1].SocketPath, _ => (409, "999999\n"));
        (await desk.StateAsync(harness.Sam, Verdict.Freeze)).Must();
        await Wait.UntilAsync(() => Task.FromResult(harness.Signer.Record.Journal.Conflict is not null));
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(SignerRefusal.JournalBehindWitness);
    }

    [Fact]
    public async Task Lying_at_the_start_delays_the_permit_until_it_is_put_right()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await harness.StopAsync();
        await harness.Witnesses[0].StopAsync();
        await using (DishonestWitness witness =
            await DishonestWitness.StartAsync(harness.Witnesses[0].SocketPath, _ => (422, "")))
        {
            (await harness.ReopenAsync())!.Code.ShouldBe(SignerRefusal.JournalForked);
            (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(SignerRefusal.JournalForked);
        }

        await harness.Witnesses[0].StartAsync();
        await Wait.UntilAsync(() => Task.FromResult(harness.Pipeline.Status().Reason is null));
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    [Fact]
    public async Task Asking_again_lets_no_old_copy_on()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        await harness.StopAsync();
        string old = harness.CopyData("old");
        await harness.StartAsync();
        await desk.EnactAsync(desk.Withdraw());
        await harness.StopAsync();
        (SignerInstance? restored, _) = await harness.OpenAsync(old);
        await using (restored)
        {
            (await restored!.WitnessedAsync())!.Code.ShouldBe(SignerRefusal.JournalBehindWitness);
            await Task.Delay(TimeSpan.FromSeconds(6));
            restored.Record.Journal.Head.ShouldBeNull();
            restored.Pipeline.Status().Reason.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Rewinding_its_own_memory_rewinds_nothing()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        RunningWitness witness = harness.Witnesses[0];
        byte[] earlier = File.ReadAllBytes(witness.StatePath);
        (SignerDesk desk, Intent intent) = await PrepareAsync(harness);
        await witness.StopAsync();
        File.WriteAllBytes(witness.StatePath, earlier);
        await witness.StartAsync();
        ulong size = harness.Signer.Record.Journal.Size;
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
        harness.Signer.Record.Journal.Head!.Size.ShouldBeGreaterThan(size);
        harness.LeavesOf<SigningLeaf>().Count.ShouldBe(1);
    }

    private static async Task<(SignerDesk Desk, Intent Intent)> PrepareAsync(SignerHarness harness)
    {
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        await desk.EnactAsync(intent);
        return (desk, intent);
    }

    private static async Task<SignerHarness> ThreeAsync(int witnesses = 3)
    {
        SignerHarness harness = await SignerHarness.PreparedAsync(new HarnessOptions { Witnesses = witnesses });
        harness.Found(harness.Data, harness.SignedFounding(body => body.With("witnessesMin", 2))).ShouldBeNull();
        await harness.StartAsync();
        return harness;
    }

    private static string Forge(string forgery, AddCheckpointRequest request, NoteKey honest, ServiceSigningKey mine)
    {
        string text = request.Head.Checkpoint.Text;
        NoteKey own = NoteKey.Witness("mallory.example", mine.PublicKey);
        return forgery switch
        {
            "empty" => "",
            "garbage" => "— w1.example not+base64\n",
            "own key" => Cosign(text, own, mine),
            "other name" => honest.Line(mine.Sign(honest.Message(text, 1)), 1).Line,
            "other text" => honest.Line(mine.Sign(honest.Message("demo.example/signer\n0\n\n", 1)), 1).Line,
            "no time" => honest.Line(mine.Sign(honest.Message(text, 0)), 0).Line,
            _ => request.Head.Note.Signatures[0].Line,
        };
    }

    private static string Cosign(string text, NoteKey key, ServiceSigningKey signing) =>
        key.Line(signing.Sign(key.Message(text, 1_790_000_000)), 1_790_000_000).Line;

    private static ServiceSigningKey OpenKey(RunningWitness witness, string folder, string name)
    {
        ServiceSigningKey.TryOpen(Path.Combine(folder, name + ".key"), out ServiceSigningKey? key).ShouldBeTrue();
        NoteKey.Witness(witness.Key.Name, key!.PublicKey).ShouldBe(witness.Key);
        return key;
    }
}
