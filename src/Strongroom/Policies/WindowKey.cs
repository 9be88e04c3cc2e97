namespace Strongroom.Policies;

/// <summary>
/// One sum of the rolling windows: a scope, whose (empty for the institution), and the asset.
/// </summary>
public readonly record struct WindowKey(WindowScope Scope, string Owner, string Asset);
