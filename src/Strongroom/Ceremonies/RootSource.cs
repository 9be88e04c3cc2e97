namespace Strongroom.Ceremonies;

/// <summary>From where an existing root comes into a ceremony.</summary>
public enum RootSource
{
    Keystore,
    Shares,
    Words,
}
