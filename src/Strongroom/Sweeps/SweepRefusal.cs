namespace Strongroom.Sweeps;

/// <summary>The refusal codes of sweeps.</summary>
public static class SweepRefusal
{
    public const string UnknownSchema = "sweep.unknown-schema";
    public const string GasSource = "sweep.gas-source";
    public const string GasShort = "sweep.gas-short";
    public const string TooMany = "sweep.too-many";
}
