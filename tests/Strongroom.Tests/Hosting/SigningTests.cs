using Strongroom.Chains.Ethereum;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Withdrawals;

namespace Strongroom.Tests.Hosting;

public sealed class SigningTests
{
    [Fact]
    public async Task Registers_then_signs_with_a_receipt_that_anybody_can_check()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must().Intent.State.ShouldBe(RegisteredState.Registered);
        byte[] unsigned = SignerDesk.Unsigned(intent, nonce: 0);
        SignatureAnswer answer = (await desk.SignAsync(intent, unsigned)).Must();
        SignedTransaction.TryDecode(answer.Signed.Raw.Span, out SignedTransaction? signed, out _).ShouldBeTrue();
        signed!.Sender.ShouldBe(desk.Payer);
        signed.Transaction.EncodeUnsigned().ShouldBe(unsigned);
        answer.Receipt.Proof.Check(answer.Receipt.Leaf.Span, harness.Trust, out _).ShouldBeNull();
    }

    [Fact]
    public async Task Registers_and_signs_in_one_call()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        RegistrationAnswer answer = (await desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
        answer.Intent.State.ShouldBe(RegisteredState.Signed);
        answer.Signature!.Signed.Sender.ShouldBe(desk.Payer);
        answer.Receipt.Proof.Check(answer.Receipt.Leaf.Span, harness.Trust, out _).ShouldBeNull();
    }

    [Fact]
    public async Task Signs_the_same_bytes_again_with_the_same_signature_also_after_a_restart()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        byte[] unsigned = SignerDesk.Unsigned(intent, 0);
        SignatureAnswer first = (await desk.SubmitAsync(intent, unsigned)).Must().Signature!;
        SignatureAnswer second = (await desk.SignAsync(intent, unsigned)).Must();
        await harness.RestartAsync();
        RegistrationAnswer third = (await desk.SubmitAsync(intent, unsigned)).Must();
        second.Signed.Raw.ToArray().ShouldBe(first.Signed.Raw.ToArray());
        third.Signature!.Signed.Raw.ToArray().ShouldBe(first.Signed.Raw.ToArray());
        third.Signature.Receipt.Proof.Index.ShouldBe(first.Receipt.Proof.Index);
    }

    [Fact]
    public async Task Bumps_the_fee_at_the_same_nonce_within_the_cap_and_not_above_it()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent, SignerDesk.Unsigned(intent, 0, feeGwei: 10))).Must();
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0, feeGwei: 20))).Must().Signed.Transaction.Nonce.ShouldBe(0UL);
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0, feeGwei: 101))).MustRefuse(RegistryRefusal.FeeAboveMax);
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 1, feeGwei: 20))).MustRefuse(RegistryRefusal.NonceBound);
    }

    [Fact]
    public async Task Refuses_another_recipient_amount_and_nonce_and_records_each_refusal()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        Intent other = desk.Withdraw(to: SignerDesk.Address("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"));
        Outcome<SignatureAnswer> refused = await desk.SignAsync(intent, SignerDesk.Unsigned(other, 0));
        refused.MustRefuse(RegistryRefusal.CallDiffers);
        ulong index = refused.JournalIndex.ShouldNotBeNull();
        Leaf.TryParse(harness.Signer.Record.Journal.Read(index).Span, out Leaf? leaf, out _).ShouldBeTrue();
        leaf.ShouldBeOfType<RefusedLeaf>().Code.ShouldBe(RegistryRefusal.CallDiffers);
        (await desk.SignAsync(intent, SignerDesk.Unsigned(desk.Withdraw(SignerDesk.Wei("1")), 0)))
            .MustRefuse(RegistryRefusal.CallDiffers);
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 1))).MustRefuse(RegistryRefusal.NonceNotNext);
        (await desk.SignAsync(other, SignerDesk.Unsigned(other, 0))).MustRefuse(RegistryRefusal.UnknownIntent);
    }

    [Fact]
    public async Task Refuses_an_intent_that_expired_before_its_first_signature_but_not_after_it()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent signedOnce = desk.Withdraw();
        Intent neverSigned = desk.Withdraw();
        (await desk.SubmitAsync(signedOnce, SignerDesk.Unsigned(signedOnce, 0))).Must();
        (await desk.SubmitAsync(neverSigned)).Must();
        harness.Time.Advance(TimeSpan.FromDays(2));
        (await desk.SignAsync(neverSigned, SignerDesk.Unsigned(neverSigned, 1))).MustRefuse(RegistryRefusal.Expired);
        (await desk.SignAsync(signedOnce, SignerDesk.Unsigned(signedOnce, 0, feeGwei: 20))).Must();
    }

    [Fact]
    public async Task Waits_for_the_delay_and_heeds_a_veto()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent kept = desk.Withdraw(SignerDesk.Wei("2000000000000000000"));
        Intent vetoed = desk.Withdraw(SignerDesk.Wei("2000000000000000000"));
        (await desk.SubmitAsync(kept)).Must().Intent.Rule.ToString().ShouldBe("large-ether");
        (await desk.SubmitAsync(vetoed)).Must();
        (await desk.SignAsync(kept, SignerDesk.Unsigned(kept, 0))).MustRefuse(RegistryRefusal.TooSoon);
        (await desk.StateAsync(harness.Victor, Verdict.Veto, vetoed.Digest)).Must();
        harness.Time.Advance(TimeSpan.FromMinutes(61));
        (await desk.SignAsync(vetoed, SignerDesk.Unsigned(vetoed, 0))).MustRefuse(RegistryRefusal.Closed);
        (await desk.SignAsync(kept, SignerDesk.Unsigned(kept, 0))).Must();
    }

    [Fact]
    public async Task Freezes_on_one_persons_word_and_goes_on_only_by_an_intent()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        (await desk.StateAsync(harness.Sam, Verdict.Freeze)).Must();
        harness.Pipeline.Status().IsFrozen.ShouldBeTrue();
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(RegistryRefusal.Frozen);
        await harness.RestartAsync();
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(RegistryRefusal.Frozen);
        await desk.EnactAsync(desk.Unfreeze());
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).Must();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task Stops_when_its_clock_is_moved_and_says_so(int minutes)
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent intent = desk.Withdraw();
        (await desk.SubmitAsync(intent)).Must();
        harness.Time.MoveWall(TimeSpan.FromMinutes(minutes));
        (await desk.SignAsync(intent, SignerDesk.Unsigned(intent, 0))).MustRefuse(SignerRefusal.ClockJumped);
        harness.Pipeline.Status().Reason.ShouldBe(SignerRefusal.ClockJumped);
    }

    [Fact]
    public async Task Takes_the_leaves_of_many_callers_at_once_in_one_order()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        Intent[] intents = [.. Enumerable.Range(0, 9).Select(_ => desk.Withdraw())];
        Outcome<RegistrationAnswer>[] outcomes = await Task.WhenAll(intents.Select(intent => desk.SubmitAsync(intent)));
        outcomes.Select(outcome => outcome.Must().Receipt.Proof.Index).Distinct().Count().ShouldBe(9);
    }

    [Fact]
    public async Task Takes_up_what_it_only_counted_at_the_latest_when_it_stops()
    {
        await using SignerHarness harness = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(harness).OpenAsync();
        using TestPerson stranger = new("mallory", "operators");
        Intent intent = desk.Withdraw();
        SubmittedBytes bytes = new(intent.Bytes, [desk.Say(stranger, Verdict.Request, intent.Digest)]);
        Outcome<RegistrationAnswer> refused = await harness.Pipeline.RegisterAsync(bytes, CancellationToken.None);
        refused.MustRefuse(StatementRefusal.UnknownKey);
        refused.JournalIndex.ShouldBeNull();
        await harness.RestartAsync();
        Leaf?[] leaves = [.. harness.Signer.Record.Journal.ReadFrom(0).Select(leaf =>
            Leaf.TryParse(leaf.Span, out Leaf? parsed, out _) ? parsed : null)];
        leaves.OfType<RefusalsLeaf>().ShouldHaveSingleItem().Counts[StatementRefusal.UnknownKey].ShouldBe(1);
    }
}
