using Strongroom.Intents;

namespace Strongroom.Cli.Demo;

/// <summary>
/// The rules of the demo's institution (docs/formats/policy.md), in the order in which they are tried.
/// </summary>
internal static class DemoPolicy
{
    private const long DayMinutes = 1440;

    internal static CanonicalObject Compose(string ether, string token) => CanonicalObject.Of(
        ("rules", CanonicalArray.OfObjects(
        [
            Rule("onboarding", "operators", 1, "client-registration", "wallet-opening",
                "house-wallet-opening"),
            Rule("registry", "administrators", 2, "chain-registration", "asset-registration"),
            Rule("addresses", "operators", 2, "allowlist-entry", "allowlist-removal"),
            Rule("government", "administrators", 2, "roster-change", "policy-change", "unfreeze",
                "ceremony", "key-registration", "key-state-change", "cold-signer-registration")
                .With("independentMin", 1L),
            Capped(Rule("gas", "operators", 1, "gas-top-up"), ether, Ether("0.02"))
                .With("windows", Window(Ether("0.2"), "account")),
            Capped(Rule("small-ether", "operators", 2, "withdrawal"), ether, Ether("2"))
                .With("windows", Window(Ether("10"), "client")),
            Capped(Rule("large-ether", "operators", 2, "withdrawal"), ether, Ether("100"))
                .With("windows", Window(Ether("100"), "institution"))
                .With("delayMinutes", 60L).With("vetoers", "approvers"),
            Capped(Rule("token", "operators", 2, "withdrawal"), token, "5000000000")
                .With("windows", Window("20000000000", "client")),
            Rule("internal", "operators", 1, "internal-move"),
            CanonicalObject.Of(("deny", true), ("id", "deny-everything-else")),
        ])),
        ("version", 1L));

    private static CanonicalObject Rule(string id, string requesters, long count, params string[] kinds) =>
        CanonicalObject.Of(
            ("id", id),
            ("kinds", CanonicalArray.OfTexts(kinds)),
            ("quorums", CanonicalArray.Of(CanonicalArray.OfObjects(
                [CanonicalObject.Of(("count", count), ("group", "approvers"))]))),
            ("requesters", CanonicalArray.OfTexts([requesters])));

    private static CanonicalObject Capped(CanonicalObject rule, string asset, string amountMax) =>
        rule.With("assets", CanonicalArray.OfTexts([asset])).With("amountMax", amountMax);

    private static CanonicalArray Window(string amountMax, string scope) => CanonicalArray.OfObjects(
        [CanonicalObject.Of(("amountMax", amountMax), ("minutes", DayMinutes), ("scope", scope))]);

    private static string Ether(string units) => DemoTerms.Wei(units);
}
