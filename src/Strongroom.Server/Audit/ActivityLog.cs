using System.Security.Cryptography;
using Strongroom.Cryptography;
using Strongroom.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Audit;

/// <summary>
/// The Server's own record (docs/formats/leaf.md): every change commits together with its leaf. Personal data
/// never enters a leaf, only ids, digests and codes.
/// </summary>
internal sealed class ActivityLog
{
    internal const string Server = "server";

    private const string Schema = "strongroom/leaf/v1";
    private const int LeafBytesMax = 65_535;

    private readonly TimeProvider _clock;
    private readonly string _build;

    public ActivityLog(TimeProvider clock)
    {
        _clock = clock;
        // A single-file program has no assembly file: then the program itself is what was built.
        string assembly = Path.Combine(AppContext.BaseDirectory, "Strongroom.Server.dll");
        string file = File.Exists(assembly) ? assembly : Environment.ProcessPath!;
        _build = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
    }

    internal async Task AppendAsync(
        DbScope scope, string actor, string action, CanonicalObject members, CancellationToken stop)
    {
        Guid id = NewId.At(TimeProvider.System.GetUtcNow());
        CanonicalObject leaf = members.With("schema", Schema).With("id", id.ToString("D"))
            .With("time", Timestamp.From(_clock.GetUtcNow()).ToString())
            .With("actor", actor).With("action", action).With("build", _build);
        byte[] bytes = leaf.ToBytes();
        Invariant.Holds(bytes.Length <= LeafBytesMax);
        await scope.Command(
            "INSERT INTO pending_leaf (id, bytes, created_at) VALUES (@id, @bytes, clock_timestamp())")
            .With("id", id).With("bytes", bytes).RunOneAsync(stop);
    }
}
