namespace Strongroom.Intents;

/// <summary>
/// What a statement says about its intents; the texts are those of docs/formats/statement.md.
/// </summary>
public enum Verdict
{
    Request,
    Approve,
    Reject,
    Veto,
    Freeze,
}
