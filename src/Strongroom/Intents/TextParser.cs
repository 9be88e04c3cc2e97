using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>The shape of every parser of a text here: a value, or the refusal.</summary>
public delegate bool TextParser<T>(
    string text, [MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Refusal? refusal);
