namespace Strongroom.Tests.Hosting;

/// <summary>
/// A clock turned by hand: wall and boot clock go together unless the wall is moved alone. A running one goes on by
/// itself as well.
/// </summary>
internal sealed class HandClock(DateTimeOffset start, bool isRunning = false) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly long started = System.GetTimestamp();
    private DateTimeOffset wall = start;
    private long boot;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return wall + Passed;
    }

    public override long GetTimestamp()
    {
        lock (gate) return boot + Passed.Ticks;
    }

    private TimeSpan Passed => isRunning ? System.GetElapsedTime(started) : TimeSpan.Zero;

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
