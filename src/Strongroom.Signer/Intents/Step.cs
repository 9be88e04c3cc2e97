using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Signer.Intents;

/// <summary>
/// What one turn came to: leaves whose cosigning is to be awaited, or a refusal whose own leaf, if it has
/// one, is to be durable before anybody is told its index.
/// </summary>
internal sealed class Step<T>
    where T : class
{
    private readonly Task durable = Task.CompletedTask;

    internal Step(T value) => Value = value;

    internal Step(Refusal refusal, ulong? journalIndex, Task durable)
    {
        Refusal = refusal;
        JournalIndex = journalIndex;
        this.durable = durable;
    }

    internal T? Value { get; }

    internal Refusal? Refusal { get; }

    internal ulong? JournalIndex { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    internal bool IsTaken => Value is not null;

    internal async Task<Outcome<TAnswer>> RefuseAsync<TAnswer>()
        where TAnswer : class
    {
        await durable;
        return new Outcome<TAnswer>(Refusal!, JournalIndex);
    }
}
