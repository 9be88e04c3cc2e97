using Strongroom.Server.Storage;

namespace Strongroom.Tests.Storage;

/// <summary>A fact that needs PostgreSQL's programs: skipped where they are not installed, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresBinaries.Find() is null && !Repository.IsCi) Skip = "no PostgreSQL: apt-get install postgresql";
    }
}
