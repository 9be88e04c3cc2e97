using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Audit;
using Strongroom.Signer.Cold;
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

    /// <summary>
    /// The signed transaction with the receipt of its leaf. Where a cold Signer holds the key, this one only
    /// bound the nonce: the signature is there once it was carried back.
    /// </summary>
    internal SignatureAnswer Sign(Signing signing, Receipt receipt)
    {
        if (signing.Cold is not { } cold) return new SignatureAnswer(Signer.Sign(signing), receipt);
        return signing.Carried is { } carried
            ? new SignatureAnswer(CarriedSignature.Join(signing, carried), receipt)
            : new SignatureAnswer(null, receipt)
            {
                WaitsFor = cold.Origin,
                Nonce = signing.Transaction.Nonce,
            };
    }

    /// <summary>Before a leaf binds what nobody here could sign.</summary>
    internal bool TryFindKey(Signing signing, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = signing.Cold is null ? Addresses.Keys.Check(signing.Account.Root) : null;
        return refusal is null;
    }

    /// <summary>A transcript that came with an intent and was stored with it.</summary>
    internal TranscriptEvidence? ReadTranscript(Digest name) =>
        Journal.Attachments.Read(name.ToBytes()) is { } bytes ? TranscriptEvidence.Of(bytes) : null;
}
