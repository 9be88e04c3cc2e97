using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Assets;
using Strongroom.Chains.Ethereum;
using Strongroom.Cold;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Cold;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Registry;
using Strongroom.Signer.Withdrawals;
using Strongroom.Tests.Audit;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Cold;

/// <summary>
/// A home Signer with witnesses, and a cold Signer in a folder of its own: registered, its pool filled, a client
/// with a cold account. Trips go by bytes, as files would.
/// </summary>
internal sealed class ColdBench : IAsyncDisposable
{
    internal const string Origin = "demo.example/cold";
    private static readonly Argon2idCost Cheap = new(1, 8);

    private ColdBench(SignerHarness home) => (Home, Desk) = (home, new SignerDesk(home));

    internal SignerHarness Home { get; }

    internal SignerDesk Desk { get; }

    internal ColdFoundedLeaf Founded { get; private set; } = null!;

    internal AccountId Account { get; } = AccountId.From(Guid.CreateVersion7());

    internal EthereumAddress Payer { get; private set; }

    /// <summary>The clock of the cold machine.</summary>
    internal HandClock? ColdTime { get; set; }

    internal string Data => Path.Combine(Home.Folder, "cold");

    /// <summary>What the person at the cold Signer saw last.</summary>
    internal string Seen { get; private set; } = "";

    internal static async Task<ColdBench> StartedAsync(HarnessOptions? options = null)
    {
        ColdBench bench = new(await SignerHarness.StartedAsync(options));
        await bench.Desk.OpenAsync();
        await bench.FoundAsync();
        await bench.Desk.EnactAsync(bench.Registration());
        (await bench.AddAddressesAsync(await bench.DeriveAsync(3))).Must();
        await bench.Desk.EnactAsync(bench.OpenCold(bench.Account));
        AccountAnswer account =
            (await bench.Home.Pipeline.AccountAsync(bench.Account, CancellationToken.None)).Must();
        bench.Payer = account.Account.Address;
        return bench;
    }

    internal Intent Registration() => SignerDesk.Parse(Desk.Head().Compose(
        IntentKind.ColdSignerRegistration, ("origin", Origin), ("key", Founded.Signer.Key),
        ("root", $"{Founded.Signer.Root}")));

    internal Intent OpenCold(AccountId account, int generation = 0) => SignerDesk.Parse(Desk.Head().Compose(
        IntentKind.WalletOpening, ("client", $"{Desk.Client}"), ("wallet", $"{Desk.Wallet}"),
        ("accounts", CanonicalArray.Of(
            new AccountTerms(account, SignerDesk.Chain, generation, Temperature.Cold).ToCanonical()))));

    internal Intent Withdraw(IntentId? replaces = null, EthereumAddress? to = null)
    {
        TransferCall.TryCreate(
            SignerDesk.Ether, to ?? SignerDesk.Recipient, SignerDesk.HalfEther, out TransferCall? call, out _)
            .ShouldBeTrue();
        MovementTerms terms = new(Account, Payer, call!, SignerDesk.FeeMax, replaces);
        return SignerDesk.Parse(Intent.Movement.Compose(
            Desk.Head(), IntentKind.Withdrawal, terms, ("client", $"{Desk.Client}")));
    }

    /// <summary>A withdrawal of the cold account, registered and bound to the next nonce.</summary>
    internal async Task<(Intent Intent, byte[] Unsigned)> BindAsync(ulong nonce, IntentId? replaces = null)
    {
        Intent intent = Withdraw(replaces);
        byte[] unsigned = SignerDesk.Unsigned(intent, nonce, replaces is null ? 10UL : 20UL);
        RegistrationAnswer answer = (await Desk.SubmitAsync(intent, unsigned)).Must();
        answer.Signature!.Made.ShouldBeNull();
        answer.Signature.WaitsFor.ShouldBe(Origin);
        return (intent, unsigned);
    }

    internal async Task<byte[]> RequestAsync(params Digest[] intents) =>
        (await Home.Pipeline.Cold.RequestAsync(
            new ColdCall(Origin, intents), CancellationToken.None)).Must().File.ToBytes();

    internal Task<Outcome<IndexAnswer>> ImportAsync(byte[] response) =>
        Home.Pipeline.Cold.ImportAsync(response, CancellationToken.None);

    internal Task<Outcome<IndexAnswer>> AddAddressesAsync(byte[] batch) =>
        Home.Pipeline.Cold.AddAddressesAsync(batch, CancellationToken.None);

    internal async Task<byte[]> DeriveAsync(int count)
    {
        await using ColdFolder folder = await OpenAsync();
        return (await DerivePool.RunAsync(folder, count)).ToBytes();
    }

    /// <summary>A trip to the cold Signer, whose person answers each question with what is given.</summary>
    internal async Task<(byte[]? Response, Refusal? Refusal)> SignAsync(byte[] request, string answers = "y\ny\ny\n")
    {
        await using ColdFolder folder = await OpenAsync();
        using StringReader input = new(answers);
        await using StringWriter output = new();
        ComparingDesk desk = new(input, output, saysYes: false);
        (SignedBody? response, Refusal? refusal) = await new SignRequest(folder, desk).RunAsync(request);
        Seen = output.ToString();
        return (response?.ToBytes(), refusal);
    }

    internal async Task<byte[]> MustSignAsync(byte[] request, string answers = "y\ny\ny\n")
    {
        (byte[]? response, Refusal? refusal) = await SignAsync(request, answers);
        refusal?.ToString().ShouldBeNull();
        return response!;
    }

    /// <summary>Refused by the cold Signer, and in its journal as its last leaf.</summary>
    internal async Task<Refusal> MustRefuseAsync(byte[] request, string code)
    {
        (byte[]? response, Refusal? refusal) = await SignAsync(request);
        response.ShouldBeNull();
        refusal!.Code.ShouldBe(code, refusal.ToString());
        ColdRefusedLeaf recorded = (await LeavesAsync())[^1].ShouldBeOfType<ColdRefusedLeaf>();
        recorded.Code.ShouldBe(code);
        recorded.Input.ShouldBe(Digest.Sha256(request));
        return refusal;
    }

    internal async Task<List<Leaf>> LeavesAsync()
    {
        await using ColdFolder folder = await OpenAsync();
        return [.. folder.Journal.ReadFrom(0).Select(bytes => Read(bytes.Span))];
    }

    internal async Task<ColdFolder> OpenAsync(string? data = null)
    {
        using SecretBytes unlock = SecretBytes.CopyOf(SignerHarness.Unlock);
        (ColdFolder? folder, Refusal? refusal) = await ColdFolder.OpenAsync(
            new DataFolder(data ?? Data), unlock, ColdTime ?? Home.Time, NullLogger.Instance);
        refusal?.ToString().ShouldBeNull();
        return folder!;
    }

    internal static ColdRequest Parse(byte[] request)
    {
        ColdRequest.TryParse(request, out ColdRequest? parsed, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return parsed!;
    }

    /// <summary>The file with a changed body, signed by the home's journal key again: by a home gone bad.</summary>
    internal byte[] Resign(byte[] file, Func<CanonicalObject, CanonicalObject> change)
    {
        SignedBody.TryParse(file, out SignedBody? signed, out _).ShouldBeTrue();
        CanonicalObject body = change(signed!.Body);
        return new SignedBody(body, Home.Pipeline.Bench.Addresses.Sign(ColdRequest.HashOf(body))).ToBytes();
    }

    /// <summary>A leaf that the home's journal takes without judging it: a home gone bad.</summary>
    internal async Task<ulong> WriteAsync(Func<LeafStamp, Leaf> compose)
    {
        ulong index;
        using (RecordedState.Turn turn = Home.Signer.Record.Take())
            index = turn.Record(compose(LeafStamps.At(Home.Now))).Index;
        (await Home.Pipeline.Bench.Receipts.AwaitAsync(index, CancellationToken.None)).Must();
        return index;
    }

    /// <summary>The home's state, read inside or outside of a turn of this thread.</summary>
    internal State StateOf()
    {
        using RecordedState.Turn turn = Home.Signer.Record.Take();
        return turn.State;
    }

    /// <summary>
    /// A request that lists what nobody decided: under a real checkpoint, with real proofs, signed by the home's key.
    /// </summary>
    internal async Task<byte[]> ForgeAsync(params (Digest Intent, ulong Registered, ulong Bound)[] movements)
    {
        Digest[] intents = [.. movements.Select(one => one.Intent)];
        ulong index = await WriteAsync(stamp =>
        {
            State state = StateOf();
            state.TryGetColdSigner(Origin, out ColdSigner? signer).ShouldBeTrue();
            return new ColdRequestedLeaf(stamp, Origin, state.Governance, signer!.Journal, intents);
        });
        byte[] honest = await RequestAsync();
        CosignedHead head = Home.Signer.Record.Journal.Head!;
        ProvedLeaf Prove(ulong at) => new(
            at, Read(Home.Signer.Record.Journal.Read(at).Span), Home.Signer.Record.Journal.Prove(at, head).Path);
        ColdRequest parsed = Parse(honest);
        return Resign(honest, _ => ColdRequest.Compose(
            Home.Genesis, head.Signed, Prove(index), (parsed.After, parsed.Governance),
            [.. movements.Select(one => new ColdMovement(Prove(one.Registered), Prove(one.Bound)))]));
    }

    public ValueTask DisposeAsync() => Home.DisposeAsync();

    internal byte[] HomeLeaf() => Home.Signer.Record.Journal.Read(0).ToArray();

    internal async Task<Refusal?> FoundAsync(string? data = null, Digest? institution = null)
    {
        FoundCold founding = new(new DataFolder(data ?? Data), Home.Time, Cheap);
        using SecretBytes unlock = SecretBytes.CopyOf(SignerHarness.Unlock);
        (ColdFoundedLeaf? founded, Refusal? refusal) =
            await founding.RunAsync(Origin, HomeLeaf(), institution ?? Home.Genesis, unlock);
        if (founded is not null) Founded = founded;
        return refusal;
    }

    internal string CopyFolder(string name)
    {
        string copy = Path.Combine(Home.Folder, name);
        AuditBench.CopyFolder(Data, copy);
        return copy;
    }

    internal void PutBack(string copy)
    {
        Directory.Delete(Data, recursive: true);
        AuditBench.CopyFolder(copy, Data);
    }

    internal LeafStamp StateStamp() => LeafStamps.At(Home.Now);

    internal static Leaf Read(ReadOnlySpan<byte> bytes)
    {
        Leaf.TryParse(bytes, out Leaf? leaf, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return leaf!;
    }
}
