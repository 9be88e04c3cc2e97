namespace Strongroom.Cli;

/// <summary>The one place of this program where ids are made: UUIDv7.</summary>
internal static class NewId
{
    internal static Guid Create() => Guid.CreateVersion7();
}
