using Strongroom.Intents;
using Strongroom.Tests.Hosting;

namespace Strongroom.Tests.Withdrawals;

/// <summary>A bench whose policy pays only to allowlisted addresses.</summary>
public sealed class AllowlistFixture : JourneyFixture
{
    private const string Known =
        """
        {"destinations":"allowlisted","id":"known","kinds":["withdrawal"],
        "quorums":[[{"count":2,"group":"approvers"}]],"requesters":["operators"]}
        """;

    private protected override CanonicalObject Policy => TestPolicy.Of(1, TestPolicy.Governance, Known);
}
