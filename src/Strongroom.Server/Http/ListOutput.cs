namespace Strongroom.Server.Http;

/// <summary>
/// One page of a list; <see cref="Next"/> is the cursor of the following page, absent at the end.
/// </summary>
internal sealed record ListOutput<T>(IReadOnlyList<T> Items, string? Next);
