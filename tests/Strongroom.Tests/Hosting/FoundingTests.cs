using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Roster;
using Strongroom.Signer.Hosting;

namespace Strongroom.Tests.Hosting;

public sealed class FoundingTests
{
    [Fact]
    public async Task Makes_leaf_zero_whose_hash_is_the_institution_and_refuses_to_do_so_twice()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        Digest.Sha256(harness.Signer.Record.Journal.Read(0).Span).ShouldBe(harness.Genesis);
        harness.Pipeline.Status().Institution.ShouldBe(harness.Genesis);
        await harness.StopAsync();
        harness.Found(harness.Data, harness.SignedFounding())!.Code.ShouldBe(SignerRefusal.DataFolderUsed);
    }

    [Fact]
    public async Task Refuses_software_keys_for_a_production_institution()
    {
        await using SignerHarness harness =
            await SignerHarness.PreparedAsync(new HarnessOptions { Profile = "production" });
        harness.Found(harness.Data, harness.SignedFounding())!.Code.ShouldBe(SignerRefusal.ProtectionLevel);
    }

    [Fact]
    public async Task Refuses_a_founding_that_names_another_journal_key()
    {
        await using SignerHarness harness = await SignerHarness.PreparedAsync();
        await using SignerHarness other = await SignerHarness.PreparedAsync();
        harness.Found(harness.Data, other.SignedFounding())!.Code.ShouldBe(SignerRefusal.JournalKeyOther);
    }

    [Fact]
    public async Task Refuses_a_founding_with_a_signature_missing()
    {
        await using SignerHarness harness = await SignerHarness.PreparedAsync();
        CanonicalObject signed = harness.SignedFounding();
        signed.TryArray("signatures", out CanonicalArray? signatures).ShouldBeTrue();
        CanonicalObject fewer = signed.With("signatures", CanonicalArray.Of(signatures!.Items[1..]));
        harness.Found(harness.Data, fewer)!.Code.ShouldBe(FoundingRefusal.SignatureMissing);
    }

    [Fact]
    public async Task Refuses_a_policy_whose_quorum_nobody_can_fill()
    {
        string four = TestPolicy.Governance.Replace("\"count\":2", "\"count\":4", StringComparison.Ordinal);
        await using SignerHarness harness =
            await SignerHarness.PreparedAsync(new HarnessOptions { Policy = TestPolicy.Of(1, four) });
        harness.Found(harness.Data, harness.SignedFounding())!.Code.ShouldBe(PolicyRefusal.QuorumUnsatisfiable);
    }

    [Fact]
    public async Task Refuses_witnesses_that_the_founding_does_not_name_and_too_few_of_them()
    {
        await using SignerHarness harness = await SignerHarness.FoundedAsync();
        await using SignerHarness other = await SignerHarness.FoundedAsync();
        harness.Witnesses.Reverse();
        harness.Witnesses.RemoveAt(0);
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.WitnessMissing);
        harness.Witnesses.AddRange(other.Witnesses);
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.WitnessUnknown);
        other.Witnesses.Clear();
    }

    [Fact]
    public async Task Starts_only_what_was_founded_and_only_with_its_own_key()
    {
        await using SignerHarness prepared = await SignerHarness.PreparedAsync();
        (await prepared.OpenAsync(prepared.Data)).Refusal!.Code.ShouldBe(SignerRefusal.NotFounded);
        await using SignerHarness harness = await SignerHarness.FoundedAsync();
        string key = new DataFolder(harness.Data).JournalKey;
        File.SetUnixFileMode(key, File.GetUnixFileMode(key) | UnixFileMode.GroupRead);
        (await harness.OpenAsync(harness.Data)).Refusal!.Code.ShouldBe(SignerRefusal.JournalKeyUnreadable);
    }
}
