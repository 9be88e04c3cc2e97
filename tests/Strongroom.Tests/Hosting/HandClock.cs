namespace Strongroom.Tests.Hosting;

/// <summary>A clock turned by hand: wall and boot clock go together unless the wall is moved alone.</summary>
internal sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset wall = start;
    private long boot;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return wall;
    }

    public override long GetTimestamp()
    {
        lock (gate) return boot;
    }

    internal void Advance(TimeSpan by)
    {
        lock (gate)
        {
            wall += by;
            boot += by.Ticks;
        }
    }

    internal void MoveWall(TimeSpan by)
    {
        lock (gate) wall += by;
    }
}
