using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Intents;
using Strongroom.Server;
using Strongroom.Server.Intents;
using Strongroom.Server.Storage;
using Strongroom.Server.Withdrawals;
using Strongroom.Signer.Intents;
using Strongroom.Signer.Withdrawals;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Withdrawals;

/// <summary>A real Signer's answer, and what somebody on its way to the Server could make of it.</summary>
public sealed class ReceiptCheckTests : IAsyncLifetime
{
    private SignerHarness _house = null!;
    private Intent _intent = null!;
    private byte[] _unsigned = [];
    private SignatureAnswer _first = null!;
    private SignatureAnswer _bump = null!;

    public async Task InitializeAsync()
    {
        _house = await SignerHarness.StartedAsync();
        SignerDesk desk = await new SignerDesk(_house).OpenAsync();
        _intent = desk.Withdraw();
        _unsigned = SignerDesk.Unsigned(_intent, 0);
        _first = (await desk.SubmitAsync(_intent, _unsigned)).Must().Signature!;
        _bump = (await desk.SignAsync(_intent, SignerDesk.Unsigned(_intent, 0, feeGwei: 20))).Must();
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public void Takes_the_receipt_of_exactly_this_signature()
    {
        Check(_first, _ => { }).ShouldBeNull();
        Check(_bump, _ => { }).ShouldBe(WithdrawalsRefusal.ReceiptInvalid, "it proves another transaction");
    }

    [Fact]
    public void Refuses_what_is_missing_or_changed()
    {
        Action<JsonObject>[] changes =
        [
            answer => answer.Remove("receipt"),
            answer => answer["receipt"] = "none",
            answer => answer["receipt"]!.AsObject().Remove("leaf"),
            answer => answer["receipt"]!.AsObject().Remove("proof"),
            answer => answer["receipt"]!["proof"] = "c2sp.org/tlog-proof@v1",
            answer => answer["receipt"]!["leaf"]!["nonce"] = 1,
            answer => answer["receipt"]!["leaf"]!["time"] = "2026-11-21T09:59:59Z",
            answer => answer["receipt"]!["leaf"] = Json(_bump)["receipt"]!["leaf"]!.DeepClone(),
            answer => answer["receipt"]!["proof"] = Json(_bump)["receipt"]!["proof"]!.DeepClone(),
            answer => answer["index"] = (long)_bump.Receipt.Proof.Index,
        ];
        foreach (Action<JsonObject> change in changes)
            Check(_first, change).ShouldBe(WithdrawalsRefusal.ReceiptInvalid);
    }

    [Fact]
    public async Task Refuses_the_receipt_of_another_journal_and_too_few_witnesses()
    {
        await using SignerHarness other = await SignerHarness.FoundedAsync();
        Check(_first, _ => { }, config => config with { SignerVkey = other.JournalKey.ToString() })
            .ShouldBe(WithdrawalsRefusal.ReceiptInvalid);
        string[] half = [_house.Witnesses[0].Key.ToString(), other.Witnesses[1].Key.ToString()];
        Check(_first, _ => { }, config => config with { WitnessVkeys = half }).ShouldBe(WithdrawalsRefusal.ReceiptInvalid);
        Check(_first, _ => { }, config => config with { WitnessVkeys = half, WitnessesMin = 1 }).ShouldBeNull();
        Should.Throw<StorageException>(() => new ReceiptCheck(Config() with { WitnessesMin = 3 }));
    }

    private string? Check(
        SignatureAnswer given, Action<JsonObject> change, Func<ServerConfig, ServerConfig>? configure = null)
    {
        JsonObject answer = Json(given);
        change(answer);
        using JsonDocument document = JsonDocument.Parse(answer.ToJsonString());
        ReceiptCheck check = new(configure?.Invoke(Config()) ?? Config());
        return check.Check(
            new SignerAnswer(200, document.RootElement, null, null), _intent.Digest, _unsigned)?.Code;
    }

    private static JsonObject Json(SignatureAnswer answer)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes)) ((IAnswer)answer).Write(writer);
        return JsonNode.Parse(Encoding.UTF8.GetString(bytes.ToArray()))!.AsObject();
    }

    private ServerConfig Config() => new()
    {
        DataFolder = "unused",
        Database = "unused",
        Listen = new Uri("https://127.0.0.1:1"),
        CertificateFile = "unused",
        CertificateKeyFile = "unused",
        Signer = "unix:unused",
        SignerVkey = _house.JournalKey.ToString(),
        WitnessVkeys = [.. _house.Trust.Witnesses.Select(key => key.ToString())],
        WitnessesMin = _house.Trust.WitnessesMin,
        Chains = [],
        StationOrigin = "unused",
        LogOrigin = "unused",
        LogKeyFile = "unused",
    };
}
