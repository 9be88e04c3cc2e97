using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>What the registry knows of the account that pays.</summary>
public readonly record struct PayingAccount(Temperature Temperature, ProtectionLevel Protection);
