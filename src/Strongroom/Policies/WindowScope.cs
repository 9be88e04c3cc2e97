namespace Strongroom.Policies;

/// <summary>Over what a rolling window sums (docs/formats/policy.md, <c>windows.scope</c>).</summary>
public enum WindowScope
{
    Client,
    Account,
    Requester,
    Institution,
}
