namespace Strongroom.Tests.Tidy;

/// <summary>One room's code names something of another room, first seen at <paramref name="At"/>.</summary>
internal sealed record RoomArrow(string From, string To, string At);
