using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Strongroom.Audit;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Secrets;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Roster;

namespace Strongroom.Benchmarks;

/// <summary>
/// A founded institution with one witness, and its Signer in this process without listeners: everything behind
/// the listeners is the product's own, with the settings that a Signer starts with.
/// </summary>
internal sealed class Institution : IAsyncDisposable
{
    internal const string Unlock = "correct horse battery";
    private const string Origin = "bench.example/signer";

    // One approval beside the request; a rolling window, as no institution would do without.
    private const string Policy =
        """
        {"rules":[
        {"id":"governance","kinds":["chain-registration","client-registration","wallet-opening"],
        "quorums":[[{"count":1,"group":"approvers"}]],"requesters":["operators"]},
        {"assets":["eip155:31337/slip44:60"],"destinations":"any","id":"withdrawals",
        "kinds":["withdrawal"],"quorums":[[{"count":1,"group":"approvers"}]],"requesters":["operators"],
        "windows":[{"amountMax":"1000000000000000000000000","minutes":1440,"scope":"client"}]},
        {"deny":true,"id":"deny-everything-else"}],"version":1}
        """;

    private readonly WitnessProcess witness;
    private NoteKey? journalKey;
    private SignerInstance? running;

    private Institution(string folder, string socket)
    {
        Folder = Path.Combine(folder, "data");
        witness = new WitnessProcess(folder, socket);
    }

    internal string Folder { get; }

    internal string WitnessAddress => witness.Address;

    internal Digest Genesis { get; private set; }

    internal BenchPerson Requester { get; } = new("odile", "operators");

    internal BenchPerson Approver { get; } = new("alice", "approvers");

    internal SignerInstance Signer => running ?? throw new InvalidOperationException("the Signer is not running");

    internal static Timestamp Now => Timestamp.From(TimeProvider.System.GetUtcNow());

    /// <summary>Founded, witnessed, and ready to sign.</summary>
    internal static async Task<Institution> OpenAsync(WorkFolder folder, string name)
    {
        Institution house = new(folder.New(name), folder.Socket(name));
        house.Found();
        await house.witness.StartAsync(house.journalKey!);
        await house.StartAsync();
        return house;
    }

    internal async Task StopAsync()
    {
        if (running is not null) await running.DisposeAsync();
        running = null;
    }

    /// <summary>What a new intent begins with.</summary>
    internal IntentHead Head()
    {
        Timestamp now = Now;
        return new IntentHead(Genesis, IntentId.From(Guid.CreateVersion7()), now, now + TimeSpan.FromDays(1));
    }

    internal static Intent Parse(CanonicalObject body)
    {
        bool isIntent = Intent.TryParse(body, out Intent? intent, out Refusal? refusal);
        return isIntent ? intent! : throw new InvalidOperationException(refusal!.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await witness.DisposeAsync();
        Requester.Dispose();
        Approver.Dispose();
    }

    private async Task StartAsync()
    {
        SignerSettings settings = new() { Folder = Folder, Witnesses = [WitnessAddress] };
        using SecretBytes unlock = SecretBytes.CopyOf(Encoding.ASCII.GetBytes(Unlock));
        (running, Refusal? refusal) = await SignerInstance.OpenAsync(settings, unlock, NullLogger.Instance);
        if (refusal is not null) throw new InvalidOperationException(refusal.ToString());
        if (await Signer.WitnessedAsync() is { } unseen) throw new InvalidOperationException(unseen.ToString());
    }

    private void Found()
    {
        Invariant.Holds(PrepareJournal.Run(Folder, Origin, TextWriter.Null) is null);
        DataFolder data = new(Folder);
        Invariant.Holds(ServiceSigningKey.TryOpen(data.JournalKey, out ServiceSigningKey? key));
        using (key) journalKey = NoteKey.Log(Origin, key.PublicKey);
        Founding founding = ReadFounding();
        FoundingSignature[] signatures = [Requester.Sign(founding), Approver.Sign(founding)];
        byte[] file = SignedFounding.Compose(founding, signatures).ToBytes();
        FoundInstitution founder = new(data, TimeProvider.System, Argon2idCost.Interactive);
        using SecretBytes unlock = SecretBytes.CopyOf(Encoding.ASCII.GetBytes(Unlock));
        if (!founder.TryRun(file, unlock, out FoundedInstitution? founded, out Refusal? refusal))
            throw new InvalidOperationException(refusal.ToString());
        Invariant.Holds(Digest.TryParse(founded.Institution, out Digest genesis, out _));
        Genesis = genesis;
    }

    private Founding ReadFounding()
    {
        byte[] policy = Encoding.UTF8.GetBytes(Policy.Replace("\n", "", StringComparison.Ordinal));
        Invariant.Holds(CanonicalJson.TryRead(policy, policy.Length, out CanonicalObject? rules, out _));
        CanonicalObject body = CanonicalObject.Of(
            ("createdAt", Now.ToString()),
            ("journal", CanonicalObject.Of(("key", journalKey!.ToString()), ("origin", Origin))),
            ("name", "Bench Custody"),
            ("people", CanonicalArray.OfObjects([Approver.ToCanonical(), Requester.ToCanonical()])),
            ("policy", rules),
            ("profile", "demo"),
            ("schema", Founding.Schema),
            ("station", CanonicalObject.Of(("origin", "https://station.localhost:8443"), ("rpId", "station.localhost"))),
            ("witnesses", CanonicalArray.OfTexts([witness.Key.ToString()])),
            ("witnessesMin", 1));
        bool isFounding = Founding.TryParse(body, out Founding? founding, out Refusal? refusal);
        return isFounding ? founding! : throw new InvalidOperationException(refusal!.ToString());
    }
}
