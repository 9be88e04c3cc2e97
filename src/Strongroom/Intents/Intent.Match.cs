namespace Strongroom.Intents;

public abstract partial class Intent
{
    /// <summary>Movements have one shape; every governance kind has its own.</summary>
    public T Match<T>(Func<Movement, T> movement, Func<Governance, T> governance) => this switch
    {
        Movement of => movement(of),
        Governance of => governance(of),
        _ => throw new Cryptography.InvariantException("an intent is a movement or governance"),
    };

    /// <summary>The intents that change the Signer's own state and move nothing.</summary>
    public abstract class Governance : Intent
    {
        private protected Governance(in Common common) : base(common) { }

        /// <summary>One handler for each kind of governance.</summary>
        public T Match<T>(GovernanceCases<T> cases) => this switch
        {
            ChainRegistration of => cases.ChainRegistration(of),
            AssetRegistration of => cases.AssetRegistration(of),
            ClientRegistration of => cases.ClientRegistration(of),
            WalletOpening of => cases.WalletOpening(of),
            HouseWalletOpening of => cases.HouseWalletOpening(of),
            AllowlistEntry of => cases.AllowlistEntry(of),
            AllowlistRemoval of => cases.AllowlistRemoval(of),
            PolicyChange of => cases.PolicyChange(of),
            RosterChange of => cases.RosterChange(of),
            Unfreeze of => cases.Unfreeze(of),
            Ceremony of => cases.Ceremony(of),
            KeyRegistration of => cases.KeyRegistration(of),
            KeyStateChange of => cases.KeyStateChange(of),
            ColdSignerRegistration of => cases.ColdSignerRegistration(of),
            _ => throw new Cryptography.InvariantException("a governance intent is of a known kind"),
        };
    }
}
