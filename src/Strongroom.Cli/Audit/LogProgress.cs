namespace Strongroom.Cli.Audit;

/// <summary>Told now and then how many of a log's leaves are verified, and how many a second.</summary>
internal delegate void LogProgress(ulong done, ulong size, ulong perSecond);
