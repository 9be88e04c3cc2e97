using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// The same shape as <see cref="TextParser{T}"/> for values that are read without a string.
/// </summary>
public delegate bool SpanParser<T>(
    ReadOnlySpan<char> text, out T value, [NotNullWhen(false)] out Refusal? refusal)
    where T : struct;
