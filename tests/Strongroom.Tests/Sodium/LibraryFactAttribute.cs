using System.Runtime.InteropServices;

namespace Strongroom.Tests.Sodium;

/// <summary>
/// A fact that compares with a second library: skipped where that is not installed, failing in CI.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LibraryFactAttribute : FactAttribute
{
    public LibraryFactAttribute(string library, string package)
    {
        Library = library;
        Package = package;
        if (!NativeLibrary.TryLoad(library, out _) && !Repository.IsCi) Skip = $"apt-get install {package}";
    }

    public string Library { get; }

    public string Package { get; }
}
