using System.Runtime.InteropServices;
using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What the Signer puts on every leaf: an id, its clock, and the hash of the program that wrote it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LeafStamp(LeafId Id, Timestamp Time, Digest Build);
