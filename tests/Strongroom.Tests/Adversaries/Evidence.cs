using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>What the journal says of an attack: a claim that something was refused holds only with this.</summary>
internal static class Evidence
{
    /// <summary>Refused with this code, and a leaf of its own says so.</summary>
    internal static RefusedLeaf MustBeOnRecord<T>(
        this SignerHarness harness, Outcome<T> outcome, string code, Digest? about = null)
        where T : class
    {
        outcome.MustRefuse(code);
        ulong index = outcome.JournalIndex.ShouldNotBeNull($"{code} has no leaf of its own");
        Leaf.TryParse(harness.Signer.Record.Journal.Read(index).Span, out Leaf? leaf, out _).ShouldBeTrue();
        RefusedLeaf refused = leaf.ShouldBeOfType<RefusedLeaf>();
        refused.Code.ShouldBe(code);
        if (about is not null) refused.IntentDigest.ShouldBe(about);
        return refused;
    }

    /// <summary>Refused with this code, and an orderly stop later the journal has counted it.</summary>
    internal static async Task MustBeCountedAsync<T>(
        this SignerHarness harness, Func<Task<Outcome<T>>> attack, string code)
        where T : class
    {
        long before = harness.Counted(code);
        Outcome<T> outcome = await attack();
        outcome.MustRefuse(code);
        outcome.JournalIndex.ShouldBeNull();
        await harness.RestartAsync();
        harness.Counted(code).ShouldBe(before + 1);
    }

    internal static long Counted(this SignerHarness harness, string code) =>
        harness.LeavesOf<RefusalsLeaf>().Sum(leaf => leaf.Counts.GetValueOrDefault(code));

    /// <summary>All leaves of one action, in order.</summary>
    internal static IReadOnlyList<T> LeavesOf<T>(this SignerHarness harness)
        where T : Leaf
    {
        List<T> found = [];
        foreach (ReadOnlyMemory<byte> bytes in harness.Signer.Record.Journal.ReadFrom(0))
        {
            Leaf.TryParse(bytes.Span, out Leaf? leaf, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
            if (leaf is T one) found.Add(one);
        }

        return found;
    }

    /// <summary>Nothing was ever signed for this intent: a signature needs this leaf first.</summary>
    internal static void MustBeUnsigned(this SignerHarness harness, Intent intent) =>
        harness.LeavesOf<SigningLeaf>().ShouldNotContain(leaf => leaf.IntentDigest == intent.Digest);

    internal static void MustBeUnregistered(this SignerHarness harness, Intent intent)
    {
        harness.LeavesOf<RegisteredLeaf>().ShouldNotContain(leaf => leaf.Intent.Digest == intent.Digest);
        harness.MustBeUnsigned(intent);
    }
}
