using System.Runtime.InteropServices;
using Strongroom.Chains.Ethereum;

namespace Strongroom.Registry;

/// <summary>One set of unsigned bytes that a leaf lets the Signer sign, as often as it is asked.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SigningRecord(Hash32 SigningHash, ulong Index);
