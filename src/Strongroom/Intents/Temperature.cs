namespace Strongroom.Intents;

/// <summary>Whether the Signer of an account's keys has a network route. Immutable for the account.</summary>
public enum Temperature
{
    Hot,
    Cold,
}
