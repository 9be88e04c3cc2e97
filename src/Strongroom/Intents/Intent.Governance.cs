using Strongroom.Assets;
using Strongroom.Chains;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Intents;

public abstract partial class Intent
{
    private const int NameCharactersMax = 64;

    /// <summary>A chain that the Signer may then sign for.</summary>
    public sealed class ChainRegistration : Governance
    {
        private const int ConfirmationsMax = 10_000;

        internal ChainRegistration(in Common common, ref MemberReader read) : base(common)
        {
            Chain = read.Chain("chain");
            Name = read.Text("name", NameCharactersMax);
            Confirmations = (int)read.Integer("confirmations", 1, ConfirmationsMax);
            MemberReader native = new(read.Object("native"), "native");
            Native = new AssetTerms(ref native);
            native.TryEnd(out Refusal? refusal);
            read.Keep(refusal);
            if (!read.IsRight) return;
            read.Require(Chain.IsEip155, IntentRefusals.ChainUnsupported());
            read.Require(Native.Asset.Chain == Chain, IntentRefusals.AssetElsewhere("native.asset"));
            read.Require(Native.Asset.IsNative, IntentRefusals.NotNative("native.asset"));
        }

        public ChainId Chain { get; }

        public string Name { get; }

        public int Confirmations { get; }

        public AssetTerms Native { get; }
    }

    /// <summary>A token that movements may then name.</summary>
    public sealed class AssetRegistration : Governance
    {
        internal AssetRegistration(in Common common, ref MemberReader read) : base(common)
        {
            Terms = new AssetTerms(ref read);
            Name = read.Text("name", NameCharactersMax);
        }

        public AssetTerms Terms { get; }

        public string Name { get; }
    }

    /// <summary>A client, by id and a commitment to the name.</summary>
    public sealed class ClientRegistration : Governance
    {
        private const string Custody = "custody";

        internal ClientRegistration(in Common common, ref MemberReader read) : base(common)
        {
            Client = new ClientId(read.Id("client"));
            NameCommitment = new Commitment(read.Digest("nameCommitment"));
            bool isCustody = read.Text("service") == Custody;
            read.Require(isCustody, JsonRefusals.MalformedValue("service", Custody));
        }

        public ClientId Client { get; }

        public Commitment NameCommitment { get; }
    }

    /// <summary>
    /// An address to which a client's assets may go, confirmed out of band by one of the approvers.
    /// </summary>
    public sealed class AllowlistEntry : Governance
    {
        internal AllowlistEntry(in Common common, ref MemberReader read) : base(common)
        {
            Entry = new EntryId(read.Id("entry"));
            Client = new ClientId(read.Id("client"));
            Chain = read.Chain("chain");
            Address = read.Address("address");
            ConfirmedBy = read.Person("confirmedBy");
        }

        public EntryId Entry { get; }

        public ClientId Client { get; }

        public ChainId Chain { get; }

        public EthereumAddress Address { get; }

        public PersonId ConfirmedBy { get; }
    }

    public sealed class AllowlistRemoval : Governance
    {
        internal AllowlistRemoval(in Common common, ref MemberReader read) : base(common)
        {
            Entry = new EntryId(read.Id("entry"));
            Client = new ClientId(read.Id("client"));
        }

        public EntryId Entry { get; }

        public ClientId Client { get; }
    }

    /// <summary>A whole new policy; its own room reads and judges it.</summary>
    public sealed class PolicyChange : Governance
    {
        internal PolicyChange(in Common common, ref MemberReader read) : base(common) =>
            Policy = read.Object("policy");

        public CanonicalObject Policy { get; }
    }

    /// <summary>
    /// The new state, whole, of the listed people and attestors, and the removed ones; the roster's room
    /// reads them.
    /// </summary>
    public sealed class RosterChange : Governance
    {
        public const int PeopleMax = 64;

        internal RosterChange(in Common common, ref MemberReader read) : base(common)
        {
            People = read.Objects("people", 0, PeopleMax);
            Removed = read.List<PersonId>("removed", 0, PeopleMax, PersonId.TryParse);
            Attestors = read.Has("attestors") ? read.Objects("attestors", 1, PeopleMax) : [];
            RemovedAttestors = read.Has("removedAttestors")
                ? read.List<AttestorId>("removedAttestors", 1, PeopleMax, AttestorId.TryParse)
                : [];
            int changes = People.Count + Removed.Count + Attestors.Count + RemovedAttestors.Count;
            read.Require(changes > 0, IntentRefusals.EmptyChange());
        }

        public IReadOnlyList<CanonicalObject> People { get; }

        public IReadOnlyList<PersonId> Removed { get; }

        public IReadOnlyList<CanonicalObject> Attestors { get; }

        public IReadOnlyList<AttestorId> RemovedAttestors { get; }
    }

    /// <summary>Signing goes on after a freeze.</summary>
    public sealed class Unfreeze : Governance
    {
        internal Unfreeze(in Common common) : base(common) { }
    }
}
