namespace Strongroom.Tests.Vectors;

/// <summary>A fact that reads third-party vectors: skipped where there is no folder of them, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorFactAttribute : FactAttribute
{
    public VectorFactAttribute()
    {
        if (VectorFiles.Roots.Count == 0 && !Repository.IsCi)
            Skip = "no vectors: put them in ../shared/vectors or name their folder in STRONGROOM_VECTORS";
    }
}
