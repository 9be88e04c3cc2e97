namespace Strongroom.Cli.Keys;

/// <summary>The steps of the response to a compromised root, in their order.</summary>
internal enum CompromiseStep
{
    Freeze,
    Mark,
    Unfreeze,
    Replace,
    Sweep,
    Destroy,
    Over,
}
