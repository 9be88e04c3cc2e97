namespace Strongroom.Tests.Faults;

/// <summary>Many processes at once, and waiting for them: alone on the machine, after everything else.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultsAlone
{
    internal const string Name = "faults";
}
