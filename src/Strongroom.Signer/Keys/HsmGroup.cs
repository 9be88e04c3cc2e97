using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>
/// Several tokens that serve one keystore. An operation goes to the healthy token with the least work; when
/// that fails it goes to the next, so that a caller gets one answer as long as one token gives one. A token
/// that failed is asked every few seconds and comes back by itself. Thread-safe.
/// </summary>
internal sealed class HsmGroup : IDisposable
{
    internal const string MeterName = "Strongroom.Signer.Hsm";
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(2);

    private readonly GroupToken[] tokens;
    private readonly Pkcs11Module[] modules;
    private readonly ILogger logger;
    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> operations;
    private readonly Counter<long> failures;
    private readonly ITimer probe;
    private readonly Lock gate = new();
    private int turn;
    private int probing;

    private HsmGroup(GroupToken[] tokens, Pkcs11Module[] modules, TimeProvider time, ILogger logger)
    {
        this.tokens = tokens;
        this.modules = modules;
        this.logger = logger;
        operations = meter.CreateCounter<long>("strongroom.hsm.operations");
        failures = meter.CreateCounter<long>("strongroom.hsm.failures");
        meter.CreateObservableGauge("strongroom.hsm.tokens.healthy", () => HealthyCount);
        probe = time.CreateTimer(_ => Probe(), null, ProbeEvery, ProbeEvery);
    }

    internal IReadOnlyList<GroupToken> Tokens => tokens;

    internal int HealthyCount => tokens.Count(token => token.Health == TokenHealth.Healthy);

    /// <summary>
    /// Loads the libraries and logs in. A token that is away is left for later; a PIN that is refused, or no
    /// token at all, is a refusal. The PINs are one for all tokens, or one for each, apart by single spaces.
    /// </summary>
    internal static bool TryOpen(
        HsmSettings settings, SecretBytes pins, (TimeProvider Time, ILogger Logger) with,
        [NotNullWhen(true)] out HsmGroup? group, [NotNullWhen(false)] out Refusal? refusal)
    {
        group = null;
        if (!TryLoad(settings, out Dictionary<string, Pkcs11Module>? modules, out refusal)) return false;
        TokenLimits limits = new(settings.Sessions, TimeSpan.FromSeconds(settings.DeadlineSeconds));
        GroupToken[] members = new GroupToken[settings.Tokens.Count];
        for (int i = 0; i < members.Length; i++)
        {
            using SecretBytes pin = TokenPins.Take(pins, i, members.Length);
            members[i] = new GroupToken(
                settings.Tokens[i], modules[settings.Tokens[i].Module], pin, limits);
        }

        HsmGroup opened = new(members, [.. modules.Values], with.Time, with.Logger);
        refusal = opened.FirstContact();
        if (refusal is null) group = opened;
        else opened.Dispose();
        return refusal is null;
    }

    /// <summary>One answer of one token; throws what the last one said when none gives one.</summary>
    internal TResult Run<TResult>(Func<GroupToken, TokenConnection, TResult> operation)
    {
        TokenException? last = null;
        foreach (GroupToken token in InOrder())
        {
            try
            {
                TResult result = token.Run(connection => operation(token, connection));
                operations.Add(1, Tag(token));
                return result;
            }
            catch (TokenException problem)
            {
                last = problem;
                Fail(token, problem);
            }
        }

        throw last ?? new TokenException("group", "no token left", TokenFault.TokenLost);
    }

    /// <summary>
    /// The same of one token and no other, for a key that lives in it alone; throws where it is away.
    /// </summary>
    internal TResult RunOn<TResult>(string serial, Func<GroupToken, TokenConnection, TResult> operation)
    {
        GroupToken token = Array.Find(tokens, each => each.Facts?.Serial == serial)
            ?? throw new TokenException("group", $"no token of serial {serial}", TokenFault.TokenLost);
        if (token.Health == TokenHealth.Barred)
            throw new TokenException(token.Settings.Label, "the token refused its PIN", TokenFault.Denied);
        try
        {
            TResult result = token.Run(connection => operation(token, connection));
            operations.Add(1, Tag(token));
            return result;
        }
        catch (TokenException problem)
        {
            Fail(token, problem);
            throw;
        }
    }

    public void Dispose()
    {
        probe.Dispose();
        foreach (GroupToken token in tokens) token.Dispose();
        meter.Dispose();
        // A library that hangs in a call cannot be finalised; the end of the process takes it along.
        if (tokens.Any(token => token.InFlight > 0)) return;
        foreach (Pkcs11Module module in modules) module.Dispose();
    }

    /// <summary>Healthy tokens by load, from anywhere; then those that failed; never a barred one.</summary>
    private IEnumerable<GroupToken> InOrder()
    {
        int start = (int)((uint)Interlocked.Increment(ref turn) % (uint)tokens.Length);
        GroupToken[] rotated = [.. tokens[start..], .. tokens[..start]];
        return rotated
            .Where(token => token.Health != TokenHealth.Barred)
            .OrderBy(token => token.Health)
            .ThenBy(token => token.InFlight);
    }

    private Refusal? FirstContact()
    {
        TokenException? last = null;
        foreach (GroupToken token in tokens)
        {
            try
            {
                token.Run(connection => connection.Facts.Slot);
            }
            catch (TokenException problem)
            {
                last = problem;
                Fail(token, problem);
            }
        }

        bool isRefused = tokens.Any(token => token.Health == TokenHealth.Barred);
        if (!isRefused && HealthyCount > 0) return null;
        return new Refusal(
            SignerRefusal.TokenRefused, $"A token cannot be used: {last!.Message}.", "hsm.json",
            isRefused ? "the PIN of each token" : "at least one token that is present");
    }

    private void Fail(GroupToken token, TokenException problem)
    {
        failures.Add(1, Tag(token));
        lock (gate)
        {
            TokenHealth health =
                problem.Fault == TokenFault.Denied ? TokenHealth.Barred : TokenHealth.Sick;
            if (health <= token.Health) return;
            token.Health = health;
        }

        SignerLog.TokenFailed(logger, token.Settings.Label, token.Settings.Site, problem.Message);
        if (HealthyCount == 0) SignerLog.TokensGone(logger);
    }

    /// <summary>Asks each token that failed for random bytes; one that answers takes part again.</summary>
    private void Probe()
    {
        if (Interlocked.Exchange(ref probing, 1) == 1) return;
        try
        {
            foreach (GroupToken token in tokens)
            {
                if (token.Health == TokenHealth.Sick) Probe(token);
            }
        }
        finally
        {
            Volatile.Write(ref probing, 0);
        }
    }

    private void Probe(GroupToken token)
    {
        try
        {
            token.Run(connection => connection.Run(session =>
            {
                session.FillRandom(new byte[8]);
                return true;
            }));
            lock (gate) token.Health = TokenHealth.Healthy;
            SignerLog.TokenBack(logger, token.Settings.Label, token.Settings.Site);
        }
        catch (TokenException problem)
        {
            Fail(token, problem);
        }
        catch (InvalidOperationException) when (token.IsClosed)
        {
            // The group is being closed.
        }
    }

    private static bool TryLoad(
        HsmSettings settings, [NotNullWhen(true)] out Dictionary<string, Pkcs11Module>? modules,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        modules = new Dictionary<string, Pkcs11Module>(StringComparer.Ordinal);
        refusal = null;
        try
        {
            foreach (string path in settings.Tokens.Select(token => token.Module)
                .Distinct(StringComparer.Ordinal))
                modules.Add(path, Pkcs11Module.Load(path));
            return true;
        }
        catch (Exception problem) when (
            problem is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
                or TokenException)
        {
            foreach (Pkcs11Module module in modules.Values) module.Dispose();
            modules = null;
            refusal = new Refusal(SignerRefusal.TokenRefused,
                "A PKCS#11 library cannot be loaded, or does not start.", "hsm.json", "the vendor's library");
            return false;
        }
    }

    private static KeyValuePair<string, object?> Tag(GroupToken token) => new("token", token.Settings.Label);
}
