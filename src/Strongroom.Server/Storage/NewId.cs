namespace Strongroom.Server.Storage;

/// <summary>
/// The one place where this program makes ids: UUIDv7 (RFC 9562), so that lists by id are by time.
/// </summary>
internal static class NewId
{
    internal static Guid At(DateTimeOffset now) => Guid.CreateVersion7(now);
}
