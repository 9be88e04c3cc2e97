using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Registry;
using Strongroom.Tests.Audit;

namespace Strongroom.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task Signs_nothing_before_its_start_is_witnessed()
    {
        HarnessOptions impatient = new() { CosigningMax = TimeSpan.FromMilliseconds(1500) };
        await using SignerHarness harness = await SignerHarness.StartedAsync(impatient);
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        byte[] unsigned = SignerDesk.Unsigned(intent, 0);
        (await desk.SubmitAsync(intent, unsigned)).Must();
        await harness.StopAsync();
        await harness.Witnesses[0].StopAsync();
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(harness.Data);
        refusal.ShouldBeNull();
        await using (signer)
        {
            (await signer!.Pipeline.SignAsync(intent.Digest, unsigned, CancellationToken.None))
                .MustRefuse(SignerRefusal.NotWitnessed);
            signer.Pipeline.Status().Reason.ShouldBe(SignerRefusal.NotWitnessed);
            await harness.Witnesses[0].StartAsync();
            (await signer.WitnessedAsync().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeNull();
            (await signer.Pipeline.SignAsync(intent.Digest, unsigned, CancellationToken.None)).Must();
        }
    }

    [Fact]
    public async Task Keeps_back_a_signature_whose_leaf_no_witness_covers_and_gives_it_when_they_are_back()
    {
        HarnessOptions impatient = new() { CosigningMax = TimeSpan.FromMilliseconds(1500) };
        await using SignerHarness harness = await SignerHarness.StartedAsync(impatient);
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        await harness.Witnesses[1].StopAsync();
        byte[] unsigned = SignerDesk.Unsigned(intent, 0);
        (await desk.SignAsync(intent, unsigned)).MustRefuse(SignerRefusal.NotWitnessed);
        (await desk.StateAsync(harness.Sam, Verdict.Freeze)).Must();
        await harness.Witnesses[1].StartAsync();
        await desk.EnactAsync(desk.Unfreeze());
        (await desk.SignAsync(intent, unsigned)).Must();
    }

    [Fact]
    public async Task Refuses_to_go_on_from_an_old_copy_of_its_journal()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        await harness.StopAsync();
        string old = harness.CopyData("old");
        await harness.StartAsync();
        Intent intent = desk.Withdraw();
        byte[] unsigned = SignerDesk.Unsigned(intent, 0);
        (await desk.SubmitAsync(intent, unsigned)).Must();
        await harness.StopAsync();
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(old);
        refusal.ShouldBeNull();
        await using (signer)
        {
            Refusal? why = await signer!.WitnessedAsync().WaitAsync(TimeSpan.FromSeconds(10));
            why.ShouldNotBeNull().Code.ShouldBe(SignerRefusal.JournalBehindWitness);
            signer.Pipeline.Status().Reason.ShouldBe(SignerRefusal.JournalBehindWitness);
            (await signer.Pipeline.RegisterAsync(desk.Bytes(desk.Withdraw()), CancellationToken.None))
                .MustRefuse(SignerRefusal.JournalBehindWitness);
        }
    }

    [Fact]
    public async Task Stops_when_a_clone_of_it_runs()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        string copy = harness.CopyData("clone");
        (SignerInstance? clone, Refusal? refusal) = await harness.OpenAsync(copy);
        refusal.ShouldBeNull();
        await using (clone)
        {
            (await clone!.WitnessedAsync().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeNull("the clone was first");
            (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(SignerRefusal.JournalForked);
            harness.Pipeline.Status().Reason.ShouldBe(SignerRefusal.JournalForked);
            (await clone.Pipeline.SignAsync(intent.Digest, SignerDesk.Unsigned(intent, 0), CancellationToken.None)).Must();
        }
    }

    [Fact]
    public async Task Refuses_a_data_folder_that_another_signer_holds()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        (SignerInstance? signer, Refusal? refusal) = await harness.OpenAsync(harness.Data);
        signer.ShouldBeNull();
        refusal!.Code.ShouldBe(SignerRefusal.DataFolderLocked);
    }

    [Fact]
    public async Task Refuses_a_wrong_unlock_secret_and_a_keystore_of_another_institution()
    {
        await using SignerHarness harness = await SignerHarness.FoundedAsync();
        await using SignerHarness other = await SignerHarness.FoundedAsync();
        (await harness.OpenAsync(harness.Data, "wrong secret"u8.ToArray())).Refusal!.Code
            .ShouldBe(SignerRefusal.KeystoreSealed);
        File.Copy(new DataFolder(other.Data).Keystore, new DataFolder(harness.Data).Keystore, overwrite: true);
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.KeystoreOtherGenesis);
    }

    [Fact]
    public async Task Refuses_a_journal_that_another_founding_began()
    {
        await using SignerHarness harness = await SignerHarness.FoundedAsync();
        await using SignerHarness other = await SignerHarness.FoundedAsync();
        File.Copy(Path.Combine(other.Data, "journal", "segment"), Path.Combine(harness.Data, "journal", "segment"), true);
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.JournalKeyOther);
    }

    [Fact]
    public async Task Starts_from_a_snapshot_and_knows_everything()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent before = desk.Withdraw();
        (await desk.SubmitAsync(before, SignerDesk.Unsigned(before, 0))).Must();
        SnapshotSeal seal = await harness.Signer.TakeSnapshotAsync();
        Intent after = desk.Withdraw();
        (await desk.SubmitAsync(after, SignerDesk.Unsigned(after, 1))).Must();
        await harness.RestartAsync();
        harness.Signer.StartedFromSnapshot.ShouldBe(seal.Size);
        (await desk.SignAsync(before, SignerDesk.Unsigned(before, 0))).Must();
        Intent next = desk.Withdraw();
        (await desk.SubmitAsync(next, SignerDesk.Unsigned(next, 1))).MustRefuse(RegistryRefusal.NonceNotNext);
        (await desk.SubmitAsync(next, SignerDesk.Unsigned(next, 2))).Must();
    }

    [Fact]
    public async Task Folds_from_the_first_leaf_when_the_page_hashes_were_altered()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = await AlterSnapshot(harness, desk, ".hashes");
        await harness.StartAsync();
        harness.Signer.StartedFromSnapshot.ShouldBe(0UL);
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    [Fact]
    public async Task Ends_at_a_broken_page_and_folds_from_the_first_leaf_at_the_next_start()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = await AlterSnapshot(harness, desk, "");
        await harness.StartAsync();
        harness.Signer.StartedFromSnapshot.ShouldBeGreaterThan(0UL);
        InvalidOperationException fatal = await Should.ThrowAsync<InvalidOperationException>(
            () => desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0)));
        fatal.Message.ShouldBe("fatal");
        await harness.RestartAsync();
        harness.Signer.StartedFromSnapshot.ShouldBe(0UL);
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    private static async Task<Intent> AlterSnapshot(SignerHarness harness, SignerDesk desk, string which)
    {
        SnapshotSeal seal = await harness.Signer.TakeSnapshotAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        await harness.StopAsync();
        string path = Path.Combine(new DataFolder(harness.Data).Snapshots, SnapshotWriter.FileName(seal.Size) + which);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[10] ^= 1;
        File.WriteAllBytes(path, bytes);
        return intent;
    }

    [Fact]
    public async Task Does_not_use_a_snapshot_that_no_leaf_confirms()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        await new SignerDesk(harness).OpenAsync();
        await harness.StopAsync();
        string before = harness.CopyData("before");
        await harness.StartAsync();
        await harness.Signer.TakeSnapshotAsync();
        await harness.StopAsync();
        Directory.Delete(new DataFolder(before).Snapshots, recursive: true);
        AuditBench.CopyFolder(new DataFolder(harness.Data).Snapshots, new DataFolder(before).Root);
        (SignerInstance? signer, _) = await harness.OpenAsync(before);
        await using (signer) signer!.StartedFromSnapshot.ShouldBe(0UL);
    }
}
