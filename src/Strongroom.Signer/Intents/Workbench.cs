using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Keys;
using Strongroom.Signer.Registry;
using Strongroom.Signer.Withdrawals;

namespace Strongroom.Signer.Intents;

/// <summary>What every call works with.</summary>
internal sealed class Workbench
{
    internal Workbench(
        RecordedState record, SigningPermit permit, AddressBook addresses, TimeSpan cosigningMax)
    {
        Record = record;
        Permit = permit;
        Addresses = addresses;
        Signer = new TransactionSigner(addresses.Keys);
        Receipts = new Receipts(record.Journal, cosigningMax);
        RefusalBook = new RefusalBook();
        Refusals = new RefusalRecord(record, RefusalBook);
    }

    internal RecordedState Record { get; }

    internal SigningPermit Permit { get; }

    internal AddressBook Addresses { get; }

    internal TransactionSigner Signer { get; }

    internal Receipts Receipts { get; }

    internal RefusalBook RefusalBook { get; }

    internal RefusalRecord Refusals { get; }

    internal Journal Journal => Record.Journal;

    /// <summary>Before a leaf binds what nobody here could sign.</summary>
    internal bool TryFindKey(Signing signing, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = Addresses.Keys.Check(signing.Account.Root);
        return refusal is null;
    }

    /// <summary>A transcript that came with an intent and was stored with it.</summary>
    internal TranscriptEvidence? ReadTranscript(Digest name) =>
        Journal.Attachments.Read(name.ToBytes()) is { } bytes ? TranscriptEvidence.Of(bytes) : null;
}
