namespace Strongroom.Intents;

public abstract partial class Intent
{
    /// <summary>
    /// What a finished ceremony changed enters the key register. The transcript comes with the intent as an
    /// attachment; here stands its SHA-256.
    /// </summary>
    public sealed class KeyRegistration : Governance
    {
        internal KeyRegistration(in Common common, ref MemberReader read) : base(common) =>
            Transcript = read.Digest("transcript");

        public Digest Transcript { get; }
    }

    /// <summary>A root passes into another state of its life.</summary>
    public sealed class KeyStateChange : Governance
    {
        public const int ReasonCharactersMax = 256;

        internal KeyStateChange(in Common common, ref MemberReader read) : base(common)
        {
            Root = read.Digest("root");
            State = read.Parse<KeyState>("state", KeyStates.TryParse);
            Reason = read.Text("reason", ReasonCharactersMax);
            read.Require(State != KeyState.PreActive, JsonRefusals.MalformedValue(
                "state", "active, suspended, deactivated, compromised, destroyed"));
        }

        public Digest Root { get; }

        public KeyState State { get; }

        public string Reason { get; }
    }
}
