using System.Security.Cryptography;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Secp256k1;

/// <summary>
/// The library's one context, made and blinded with fresh randomness at the first use. After that it is only
/// read, which every thread may do at once (secp256k1.h); it lives as long as the process and is never freed.
/// </summary>
internal static class Secp256k1Context
{
    internal static readonly nint Shared = Create();

    private static nint Create()
    {
        Secp256k1Imports.secp256k1_selftest(); // aborts when the library was built for another machine
        nint context = Secp256k1Imports.secp256k1_context_create(
            Secp256k1Imports.SECP256K1_CONTEXT_SIGN_VERIFY);
        Invariant.Holds(context != 0);
        Span<byte> seed = stackalloc byte[32];
        RandomBytes.Fill(seed);
        Invariant.Holds(Secp256k1Imports.secp256k1_context_randomize(context, seed) == 1);
        CryptographicOperations.ZeroMemory(seed);
        return context;
    }
}
