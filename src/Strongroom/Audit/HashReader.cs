namespace Strongroom.Audit;

/// <summary>
/// The root of the perfect subtree over leaves [index·2^level, (index+1)·2^level) of a log that holds them
/// all.
/// </summary>
public delegate TreeHash HashReader(int level, ulong index);
