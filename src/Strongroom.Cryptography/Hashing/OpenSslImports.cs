using System.Runtime.InteropServices;

namespace Strongroom.Cryptography.Hashing;

/// <summary>What is used of OpenSSL 3 (libcrypto) and has no face in the .NET class library.</summary>
internal static partial class OpenSslImports
{
    private const string Library = NativeLibraries.OpenSsl;

    static OpenSslImports() => NativeLibraries.Register();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_MD_fetch(nint libraryContext, string algorithm, string? properties);

    [LibraryImport(Library)]
    internal static partial int EVP_Digest(
        ReadOnlySpan<byte> data, nuint count, Span<byte> digest, out uint size, nint type, nint engine);
}
