namespace Strongroom;

/// <summary>
/// A refusal is a value: a stable code (<c>room.reason</c>, listed in docs/formats/refusals.md), one sentence
/// for the person, the field at fault, and what would have been accepted. It never quotes what was sent.
/// </summary>
public sealed record Refusal(string Code, string Message, string? Field = null, string? Accepted = null)
{
    public override string ToString() =>
        Field is null ? $"{Code}: {Message}" : $"{Code} ({Field}): {Message}";
}
