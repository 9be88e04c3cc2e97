namespace Strongroom.Intents;

public abstract partial class Intent
{
    /// <summary>
    /// A Signer without a network, known by its journal's key, that holds the keys of cold accounts from then
    /// on.
    /// </summary>
    public sealed class ColdSignerRegistration : Governance
    {
        public const int OriginMax = 128;
        private const int KeyMax = 256;

        internal ColdSignerRegistration(in Common common, ref MemberReader read) : base(common)
        {
            Origin = read.Text("origin", OriginMax);
            Key = read.Text("key", KeyMax);
            Root = read.Digest("root");
        }

        /// <summary>The origin of its journal.</summary>
        public string Origin { get; }

        /// <summary>The vkey of its journal; its name is the origin.</summary>
        public string Key { get; }

        /// <summary>The name of the root below which its keys are.</summary>
        public Digest Root { get; }
    }
}
