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
}
