using Strongroom.Assets;

namespace Strongroom.Policies;

/// <summary>
/// At most <paramref name="AmountMax"/> within the last <paramref name="Minutes"/> of this scope.
/// </summary>
public sealed record RuleWindow(WindowScope Scope, int Minutes, Amount AmountMax);
