using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Strongroom.Signer.Intents;

/// <summary>A value, or a refusal with the index of its own leaf where it has one.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Outcome<T>
    where T : class
{
    private readonly T? value;
    private readonly Refusal? refusal;

    internal Outcome(T value) => this.value = value;

    internal Outcome(Refusal refusal, ulong? journalIndex = null)
    {
        this.refusal = refusal;
        JournalIndex = journalIndex;
    }

    internal ulong? JournalIndex { get; }

    public static implicit operator Outcome<T>(T value) => new(value);

    public static implicit operator Outcome<T>(Refusal refusal) => new(refusal);

    internal bool Try([NotNullWhen(true)] out T? found, [NotNullWhen(false)] out Refusal? refused)
    {
        found = value;
        refused = value is null ? refusal! : null;
        return value is not null;
    }
}
