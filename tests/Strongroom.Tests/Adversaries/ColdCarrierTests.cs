using System.Text;
using Strongroom.Audit;
using Strongroom.Cold;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Tests.Cold;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Adversaries;

/// <summary>
/// Whoever carries the files between the home and a cold Signer, with all earlier files in the pocket and the Server
/// and its database at hand, but no key of either Signer: what is brought is what was sent, in its order, or it is
/// refused and in the cold journal.
/// </summary>
public sealed class ColdCarrierTests : IAsyncLifetime
{
    private ColdBench _bench = null!;

    public async Task InitializeAsync() => _bench = await ColdBench.StartedAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Cannot_alter_a_request()
    {
        await _bench.BindAsync(0);
        string request = Encoding.UTF8.GetString(await _bench.RequestAsync());
        foreach ((string from, string to) in ((string, string)[])
            [("\"500000000000000000\"", "\"600000000000000000\""), ("\"small-ether\"", "\"large-ether\"")])
        {
            string altered = request.Replace(from, to, StringComparison.Ordinal);
            altered.ShouldNotBe(request);
            (byte[]? response, Refusal? refusal) = await _bench.SignAsync(Encoding.UTF8.GetBytes(altered));
            response.ShouldBeNull();
            (await _bench.LeavesAsync())[^1].ShouldBeOfType<ColdRefusedLeaf>().Code.ShouldBe(refusal!.Code);
        }

        SignedBody.TryParse(await _bench.RequestAsync(), out SignedBody? file, out _).ShouldBeTrue();
        byte[] bare = (file! with { Body = file.Body.With("movements", CanonicalArray.Empty) }).ToBytes();
        await _bench.MustRefuseAsync(bare, ColdRefusal.SignatureInvalid);
    }

    [Fact]
    public async Task Cannot_bring_an_older_request_after_a_newer_one()
    {
        await _bench.BindAsync(0);
        byte[] older = await _bench.RequestAsync();
        byte[] newer = await _bench.RequestAsync();
        await _bench.MustSignAsync(newer);
        await _bench.MustRefuseAsync(older, ColdRefusal.CheckpointOlder);
    }

    [Fact]
    public async Task Cannot_bring_a_request_twice()
    {
        await _bench.BindAsync(0);
        byte[] request = await _bench.RequestAsync();
        await _bench.MustSignAsync(request);
        await _bench.MustRefuseAsync(request, ColdRefusal.RequestReplayed);
    }

    [Fact]
    public async Task Cannot_keep_a_request_for_later()
    {
        await _bench.BindAsync(0);
        byte[] request = await _bench.RequestAsync();
        _bench.ColdTime = new HandClock(DateTimeOffset.UtcNow + TakeRequest.AgeMax + TimeSpan.FromHours(1));
        await _bench.MustRefuseAsync(request, ColdRefusal.RequestStale);
    }

    [Fact]
    public async Task Cannot_bring_what_was_sent_to_another_institution_or_another_cold_Signer()
    {
        await using ColdBench other = await ColdBench.StartedAsync();
        await _bench.MustRefuseAsync(await other.RequestAsync(), ColdRefusal.OtherInstitution);
        byte[] request = _bench.Resign(
            await _bench.RequestAsync(), body => body.With("cold", "demo.example/other"));
        await _bench.MustRefuseAsync(request, ColdRefusal.OtherSigner);
    }

    [Fact]
    public async Task Cannot_put_an_old_copy_of_the_cold_folder_in_its_place()
    {
        string copy = _bench.CopyFolder("copy");
        await _bench.BindAsync(0);
        byte[] request = await _bench.RequestAsync();
        (await _bench.ImportAsync(await _bench.MustSignAsync(request))).Must();
        await _bench.BindAsync(1);
        _bench.PutBack(copy);
        byte[] next = await _bench.RequestAsync();
        await _bench.MustRefuseAsync(next, ColdRefusal.JournalBehind);
        // The copy goes on by itself until it is as long as the true journal: it is not the same.
        for (int i = 0; i < 8; i++) await _bench.DeriveAsync(1);
        await _bench.MustRefuseAsync(next, ColdRefusal.JournalDiffers);
    }

    [Fact]
    public async Task Cannot_have_an_altered_or_earlier_response_imported()
    {
        await _bench.BindAsync(0);
        byte[] response = await _bench.MustSignAsync(await _bench.RequestAsync());
        SignedBody.TryParse(response, out SignedBody? file, out _).ShouldBeTrue();
        byte[] altered = (file! with { Body = file.Body.With("signatures", CanonicalArray.Empty) }).ToBytes();
        (await _bench.ImportAsync(altered)).MustRefuse(ColdRefusal.SignatureInvalid);
        (await _bench.ImportAsync(response)).Must();
        (await _bench.ImportAsync(response)).MustRefuse(ColdRefusal.ResponseReplayed);
        await using ColdBench other = await ColdBench.StartedAsync();
        (await other.ImportAsync(response)).MustRefuse(ColdRefusal.OtherInstitution);
        _bench.Home.Signer.Record.Journal.ReadFrom(0).Select(bytes => ColdBench.Read(bytes.Span))
            .OfType<ColdImportedLeaf>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Cannot_found_a_cold_Signer_for_another_institution()
    {
        Refusal? refusal = await _bench.FoundAsync(
            Path.Combine(_bench.Home.Folder, "false"), Digest.Sha256("another house"u8));
        refusal!.Code.ShouldBe(Strongroom.Signer.Hosting.SignerRefusal.NotFounded);
    }
}
