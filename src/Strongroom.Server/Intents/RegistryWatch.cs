using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Npgsql;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>
/// Keeps the copy of the Signer's registry fresh, in memory and in the database: intents that reach the
/// Signer
/// without this Server change it too.
/// </summary>
internal sealed class RegistryWatch : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    private readonly SignerClient _signer;
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<RegistryWatch> _log;
    private volatile RegistryCopy? _current;
    private byte[]? _stored;

    public RegistryWatch(
        SignerClient signer, Database database, TimeProvider clock, ILogger<RegistryWatch> log)
    {
        _signer = signer;
        _database = database;
        _clock = clock;
        _log = log;
    }

    /// <summary>The newest copy; refused only before the Signer was ever reached.</summary>
    internal bool TryGet(
        [NotNullWhen(true)] out RegistryCopy? copy, [NotNullWhen(false)] out Refusal? refusal)
    {
        copy = _current;
        refusal = copy is null
            ? new Refusal(
                IntentsRefusal.SignerUnreachable, "The Signer has not been reached yet.", null,
                "the same call later")
            : null;
        return copy is not null;
    }

    internal async Task RefreshAsync(CancellationToken stop)
    {
        SignerAnswer answer = await _signer.RegistryAsync(stop);
        if (answer.Refusal is not null) return;
        byte[] bytes = Encoding.UTF8.GetBytes(answer.Body.GetRawText());
        if (!RegistryCopy.TryParse(bytes, out RegistryCopy? copy, out Refusal? refusal))
        {
            IntentsLog.RegistryUnreadable(_log, refusal.ToString());
            return;
        }

        // Its time and signature are new at every call: only what it says is worth storing again.
        _current = copy;
        if (_stored is { } stored && stored.AsSpan().SequenceEqual(copy.Content)) return;
        await using DbScope scope = await _database.BeginAsync(stop);
        await scope.Command("""
            INSERT INTO registry_copy (bytes, refreshed_at) VALUES (@bytes, now())
            ON CONFLICT (single) DO UPDATE SET bytes = EXCLUDED.bytes, refreshed_at = EXCLUDED.refreshed_at
            """).With("bytes", bytes).RunOneAsync(stop);
        await scope.CommitAsync(stop);
        _stored = copy.Content;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        bool isReachable = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (_current is null) await LoadAsync(stoppingToken);
                await RefreshAsync(stoppingToken);
                isReachable = true;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (
                problem is HttpRequestException or NpgsqlException or TimeoutException
                or IOException or JsonException or OperationCanceledException)
            {
                if (isReachable) IntentsLog.SignerUnreachable(_log, problem.Message);
                isReachable = false;
            }

            await Task.Delay(s_interval, _clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        await using DbScope scope = await _database.BeginAsync(stop);
        byte[]? bytes = await scope.Command("SELECT bytes FROM registry_copy")
            .FirstAsync(row => row.GetBytes(0), stop);
        if (bytes is null || !RegistryCopy.TryParse(bytes, out RegistryCopy? copy, out _)) return;
        _current = copy;
        _stored = copy.Content;
    }
}
