using Strongroom.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Http;

/// <summary>The test policy with a rule for tokens.</summary>
internal static class BenchPolicy
{
    private const string Tokens =
        """
        {"id":"tokens","kinds":["withdrawal"],"quorums":[[{"count":2,"group":"approvers"}]],
        "requesters":["operators"]}
        """;

    internal static CanonicalObject Default => TestPolicy.Of(
        1, TestPolicy.Governance, TestPolicy.SmallEther, TestPolicy.LargeEther, Tokens, TestPolicy.Inside);
}
