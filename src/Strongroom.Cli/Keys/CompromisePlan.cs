using System.Text.Json.Nodes;
using Strongroom.Cryptography;
using Strongroom.Intents;

namespace Strongroom.Cli.Keys;

/// <summary>
/// How far the response is, read from the Signer alone: whoever types the command again in another room sees
/// the same.
/// </summary>
internal sealed record CompromisePlan(CompromiseStep Step, Digest Root, JsonNode Status, JsonNode Register)
{
    internal required string Reason { get; init; }

    internal JsonNode Record => Find(Register, Root)!;

    internal static CompromisePlan? Read(JsonNode status, JsonNode register, Digest root, string reason)
    {
        if (Find(register, root) is not { } record) return null;
        bool isFrozen = status["frozen"]!.GetValue<bool>();
        bool hasOther = register["roots"]!.AsArray().Any(
            one => (string?)one!["state"] == "active" && (string?)one["root"] != root.ToString());
        CompromiseStep step = (string?)record["state"] switch
        {
            "destroyed" => CompromiseStep.Over,
            "compromised" when isFrozen => CompromiseStep.Unfreeze,
            "compromised" => hasOther ? CompromiseStep.Sweep : CompromiseStep.Replace,
            _ => isFrozen ? CompromiseStep.Mark : CompromiseStep.Freeze,
        };
        return new CompromisePlan(step, root, status, register) { Reason = reason };
    }

    /// <summary>The same where nodes say that nothing but dust is left.</summary>
    internal CompromisePlan WhenSwept() =>
        Step == CompromiseStep.Sweep ? this with { Step = CompromiseStep.Destroy } : this;

    internal static string WordsOf(CompromiseStep step) => step switch
    {
        CompromiseStep.Freeze => "freeze: one person stops all signing",
        CompromiseStep.Mark => "the quorum marks the root as compromised, while nothing is signed",
        CompromiseStep.Unfreeze => "unfreeze: the root signs only what leaves it now",
        CompromiseStep.Replace => "another root: generated, backed up, added, registered, active",
        CompromiseStep.Sweep => "sweep: openings, gas, tokens, the rest; verify",
        CompromiseStep.Destroy => "destroy the root, with the ceremony's certificate",
        _ => "over: the incident's report is complete",
    };

    /// <summary>Writes the files of the next step; what to do with them, in words.</summary>
    internal string Prepare(string folder) => Step switch
    {
        CompromiseStep.Freeze =>
            $"strongroom statement sign --verdict freeze --genesis {Genesis} --person YOU --key YOUR.pem"
            + " --out freeze.json; strongroom statement send freeze.json --signer …",
        CompromiseStep.Mark => Sign(folder, "compromised.json", KeyIntent.Make(
            Genesis, IntentKind.KeyStateChange, ("root", Root.ToString()), ("state", "compromised"),
            ("reason", Reason))),
        CompromiseStep.Unfreeze =>
            Sign(folder, "unfreeze.json", KeyIntent.Make(Genesis, IntentKind.Unfreeze)),
        CompromiseStep.Replace =>
            "strongroom ceremony plan (generate-root), perform; Strongroom.Signer add-keystore; strongroom"
            + " key register; strongroom key state --state active",
        CompromiseStep.Sweep =>
            $"strongroom sweep plan --root {Root} …, show, simulate, sign, execute, until a plan has no"
            + " steps; then sweep verify, and this command with --node",
        CompromiseStep.Destroy => Sign(folder, "destroyed.json", KeyIntent.Make(
            Genesis, IntentKind.KeyStateChange, ("root", Root.ToString()), ("state", "destroyed"),
            ("reason", "Everything below the root was swept; the ceremony destroyed what held it."))),
        _ => "Nothing is left to do here but the report.",
    };

    private Digest Genesis
    {
        get
        {
            bool isDigest = Digest.TryParse((string?)Status["institution"], out Digest genesis, out _);
            Invariant.Holds(isDigest);
            return genesis;
        }
    }

    private static string Sign(string folder, string name, Intent intent)
    {
        string path = Path.Combine(folder, name);
        // The same intent as before, so that signatures over it stay good.
        if (!File.Exists(path)) Answer.WriteOutput(intent.Bytes.ToArray(), path);
        return $"strongroom statement sign --verdict request|approve … {path};"
            + $" strongroom intent register {path} …";
    }

    private static JsonNode? Find(JsonNode register, Digest root) => register["roots"]!.AsArray()
        .FirstOrDefault(one => (string?)one!["root"] == root.ToString());
}
