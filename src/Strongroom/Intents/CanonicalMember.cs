namespace Strongroom.Intents;

/// <summary>A member of a <see cref="CanonicalObject"/>.</summary>
public readonly record struct CanonicalMember(string Name, CanonicalValue Value);
