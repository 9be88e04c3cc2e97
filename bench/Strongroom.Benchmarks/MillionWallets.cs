using System.Buffers.Binary;
using System.Security.Cryptography;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Registry;

namespace Strongroom.Benchmarks;

/// <summary>
/// Writes the record of an institution with very many clients, one wallet with one account each, through the
/// Signer's own record, fold and snapshots. The statements are left out, for a fold never judges again; addresses
/// and address signatures are random, for no start derives them again.
/// </summary>
internal sealed class MillionWallets(Institution house)
{
    private const int BatchSize = 2_000;

    private static readonly RuleId Governance = ParseRule("governance");

    /// <summary>Returns the id of the last account, after a snapshot that covers them all.</summary>
    internal async Task<AccountId> WriteAsync(int wallets)
    {
        RecordedState record = house.Signer.Record;
        Record(record, Registrations.RegisterChain(house.Head()), IntentEffect.Empty);
        AccountId last = default;
        for (int from = 0; from < wallets; from += BatchSize)
        {
            Opening[] batch = new Opening[Math.Min(BatchSize, wallets - from)];
            int first = from;
            Parallel.For(0, batch.Length, i => batch[i] = Prepare((uint)(first + i)));
            foreach (Opening opening in batch) Write(record, opening);
            last = batch[^1].Account;
            if (from % 100_000 == 0) Report.Progress($"start: {from} of {wallets} wallets recorded");
        }

        await house.Signer.TakeSnapshotAsync();
        return last;
    }

    private Opening Prepare(uint number)
    {
        ClientId client = ClientId.From(Guid.CreateVersion7());
        AccountId account = AccountId.From(Guid.CreateVersion7());
        Span<byte> address = stackalloc byte[EthereumAddress.SizeBytes];
        RandomNumberGenerator.Fill(address);
        BinaryPrimitives.WriteUInt32BigEndian(address, number); // no two alike
        DerivedAddress derived = new(
            account, EthereumAddress.FromBytes(address), ProtectionLevel.Software, $"m/44'/60'/{number}'/0/0",
            RandomNumberGenerator.GetBytes(AccountRecord.SignatureBytes))
        {
            Root = house.Signer.Pipeline.Bench.Addresses.Keys.First.Root,
        };
        return new Opening(
            account, derived, Registrations.RegisterClient(house.Head(), client),
            Registrations.OpenWallet(house.Head(), client, account));
    }

    private void Write(RecordedState record, Opening opening)
    {
        Record(record, opening.Registration, IntentEffect.Empty);
        Record(record, opening.Wallet, new IntentEffect([opening.Address]));
    }

    private void Record(RecordedState record, Intent intent, IntentEffect effect)
    {
        using RecordedState.Turn turn = record.Take();
        LeafStamp stamp = LeafStamps.At(record.Clock.Now());
        turn.Record(new RegisteredLeaf(stamp, house.Requester.Id, intent, [], Governance, stamp.Time, effect));
    }

    private static RuleId ParseRule(string text)
    {
        Invariant.Holds(RuleId.TryParse(text, out RuleId rule, out _));
        return rule;
    }

    private sealed record Opening(AccountId Account, DerivedAddress Address, Intent Registration, Intent Wallet);
}
