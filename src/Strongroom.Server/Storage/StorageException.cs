namespace Strongroom.Server.Storage;

/// <summary>
/// The database is not in the state that the Server needs: a broken machine, never a refusal.
/// </summary>
internal sealed class StorageException : Exception
{
    public StorageException() { }

    public StorageException(string message) : base(message) { }

    public StorageException(string message, Exception innerException) : base(message, innerException) { }
}
