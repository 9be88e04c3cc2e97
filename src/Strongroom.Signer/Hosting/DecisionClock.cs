using System.Diagnostics.CodeAnalysis;
using Strongroom.Intents;

namespace Strongroom.Signer.Hosting;

/// <summary>
/// The time that decisions go by: the own clock, never before the last leaf. A jump of more than two minutes
/// between wall clock and boot clock stops decisions until a restart (a machine that slept or was resumed
/// from a copy counts as one: the boot clock stands still meanwhile); with witnesses heeded, so does a wall
/// clock more than two minutes from what the freshest witness said. Thread-safe.
/// </summary>
internal sealed class DecisionClock
{
    private static readonly TimeSpan JumpMax = TimeSpan.FromMinutes(2);

    private readonly TimeProvider time;
    private readonly bool heedsWitnesses;
    private readonly Lock gate = new();
    private readonly DateTimeOffset wallAtStart;
    private readonly long bootAtStart;
    private Timestamp lastLeaf;
    private DateTimeOffset? witnessed;
    private long bootAtWitness;
    private bool hasJumped;

    internal DecisionClock(TimeProvider time, bool heedsWitnesses)
    {
        this.time = time;
        this.heedsWitnesses = heedsWitnesses;
        wallAtStart = time.GetUtcNow();
        bootAtStart = time.GetTimestamp();
    }

    /// <summary>
    /// Now in whole seconds, as leaves print it; refused while the clock cannot be believed.
    /// </summary>
    internal bool TryNow(out Timestamp now, [NotNullWhen(false)] out Refusal? refusal)
    {
        lock (gate)
        {
            DateTimeOffset wall = time.GetUtcNow();
            hasJumped |= IsFar(wall, wallAtStart + time.GetElapsedTime(bootAtStart));
            Timestamp second = Timestamp.From(wall);
            now = second > lastLeaf ? second : lastLeaf;
            refusal = Judge(wall);
            return refusal is null;
        }
    }

    /// <summary>
    /// Now for leaves that are written whatever the clock says (started, refused, counted, frozen). A clock
    /// that is not believed must not leave its time in the record, where it would hold for ever: the boot
    /// clock counts on from the start instead, or, while witnesses are to be heeded, nothing passes the last
    /// leaf.
    /// </summary>
    internal Timestamp Now()
    {
        lock (gate)
        {
            if (TryNow(out Timestamp now, out _) && !(heedsWitnesses && witnessed is null)) return now;
            if (heedsWitnesses) return lastLeaf;
            Timestamp counted = Timestamp.From(wallAtStart + time.GetElapsedTime(bootAtStart));
            return counted > lastLeaf ? counted : lastLeaf;
        }
    }

    /// <summary>A leaf carries this time: no later decision is before it.</summary>
    internal void Advance(Timestamp leafTime)
    {
        lock (gate)
        {
            if (leafTime > lastLeaf) lastLeaf = leafTime;
        }
    }

    /// <summary>A witness' cosignature carries this time.</summary>
    internal void Witness(DateTimeOffset cosigned)
    {
        lock (gate)
        {
            if (witnessed is not null && cosigned <= witnessed) return;
            witnessed = cosigned;
            bootAtWitness = time.GetTimestamp();
        }
    }

    private Refusal? Judge(DateTimeOffset wall)
    {
        if (hasJumped)
        {
            return new Refusal(SignerRefusal.ClockJumped,
                "The wall clock jumped against the boot clock: nothing is signed until a restart.");
        }

        if (heedsWitnesses && witnessed is DateTimeOffset last
            && IsFar(wall, last + time.GetElapsedTime(bootAtWitness)))
        {
            return new Refusal(SignerRefusal.ClockDiffers,
                "The own clock is more than two minutes from the freshest witness.");
        }

        return null;
    }

    private static bool IsFar(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() > JumpMax;
}
