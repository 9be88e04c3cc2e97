namespace Strongroom.Benchmarks;

/// <summary>
/// Microseconds of one core for one call: by the wall, with whatever else the machine did meanwhile, and of this
/// process's processor time alone.
/// </summary>
internal readonly record struct CoreCost(double Wall, double Processor)
{
    public static CoreCost operator +(CoreCost one, CoreCost other) =>
        new(one.Wall + other.Wall, one.Processor + other.Processor);

    public static CoreCost operator *(int times, CoreCost cost) => new(times * cost.Wall, times * cost.Processor);
}
