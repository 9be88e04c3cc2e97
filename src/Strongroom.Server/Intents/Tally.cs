using Strongroom.Intents;

namespace Strongroom.Server.Intents;

/// <summary>
/// The statements that a registration hands in: the first request, and the first approval of every other
/// person. The Signer refuses a submission with anything else in it.
/// </summary>
internal sealed record Tally(SignedStatement? Request, IReadOnlyList<SignedStatement> Approvals)
{
    internal static Tally Of(IEnumerable<SignedStatement> statements)
    {
        SignedStatement[] all = [.. statements];
        SignedStatement? request = all.FirstOrDefault(signed => signed.Statement.Verdict == Verdict.Request);
        HashSet<PersonId> people = [];
        if (request is not null) people.Add(request.Statement.Person);
        List<SignedStatement> approvals = [.. all.Where(signed =>
            signed.Statement.Verdict == Verdict.Approve && people.Add(signed.Statement.Person))];
        return new Tally(request, approvals);
    }

    internal IEnumerable<CanonicalObject> Bodies =>
        (Request is null ? [] : (SignedStatement[])[Request]).Concat(Approvals).Select(signed => signed.Body);
}
