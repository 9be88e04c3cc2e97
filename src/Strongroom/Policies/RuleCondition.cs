namespace Strongroom.Policies;

/// <summary>The conditions of a rule in the order in which they are tried (docs/formats/policy.md).</summary>
public enum RuleCondition
{
    Kind,
    Requester,
    Asset,
    AmountMax,
    Window,
    Destination,
    Temperature,
    Protection,
    Hours,
    Value,
    Balance,
    Holdings,
    Facts,
}
