namespace Strongroom.Policies;

/// <summary>
/// Where a private key lives. The only level so far: sealed in a file, in the clear in locked memory.
/// </summary>
public enum ProtectionLevel
{
    Software,
}
