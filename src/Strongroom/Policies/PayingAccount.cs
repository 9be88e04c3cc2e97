using System.Runtime.InteropServices;
using Strongroom.Intents;

namespace Strongroom.Policies;

/// <summary>What the registry knows of the account that pays.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PayingAccount(Temperature Temperature, ProtectionLevel Protection);
