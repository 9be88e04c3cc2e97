using System.Text;
using Strongroom.Intents;

namespace Strongroom.Tests.Hosting;

/// <summary>Policies out of rules written as JSON; a final deny is added.</summary>
internal static class TestPolicy
{
    internal const string Governance =
        """
        {"id":"governance","kinds":["chain-registration","asset-registration","client-registration","wallet-opening",
        "house-wallet-opening","allowlist-entry","allowlist-removal","policy-change","roster-change","unfreeze",
        "ceremony","key-registration","key-state-change","cold-signer-registration"],
        "quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators"]}
        """;

    internal const string SmallEther =
        """
        {"amountMax":"1000000000000000000","assets":["eip155:31337/slip44:60"],"destinations":"any","id":"small-ether",
        "kinds":["withdrawal"],"quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators"],
        "windows":[{"amountMax":"5000000000000000000","minutes":1440,"scope":"client"}]}
        """;

    internal const string LargeEther =
        """
        {"amountMax":"100000000000000000000","assets":["eip155:31337/slip44:60"],"delayMinutes":60,"id":"large-ether",
        "kinds":["withdrawal"],"quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators"],
        "vetoers":"vetoers"}
        """;

    internal const string Inside =
        """
        {"id":"inside","kinds":["internal-move","gas-top-up"],"quorums":[[{"count":1,"group":"approvers"}]],
        "requesters":["operators"]}
        """;

    internal static CanonicalObject Default => Of(1, Governance, SmallEther, LargeEther, Inside);

    internal static CanonicalObject Of(int version, params string[] rules)
    {
        string all = string.Join(',', [.. rules, """{"deny":true,"id":"deny-everything-else"}"""]);
        string json = $$"""{"rules":[{{all}}],"version":{{version}}}""";
        byte[] bytes = Encoding.UTF8.GetBytes(json.ReplaceLineEndings("").Replace("\n", "", StringComparison.Ordinal));
        CanonicalJson.TryRead(bytes, bytes.Length, out CanonicalObject? policy, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        return policy!;
    }
}
