using Strongroom.Cryptography.Secrets;

namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// One token, found by its serial wherever it is plugged in, logged in once, with a bounded pool of sessions.
/// A caller waits for a session (back-pressure); a lost session or login is opened again and the operation
/// repeated once, which is safe because nothing of the first try left this class. Thread-safe.
/// </summary>
internal sealed class TokenConnection : IDisposable
{
    internal const int SessionsMax = 64;

    private readonly Pkcs11Module _module;
    private readonly SecretBytes _pin;
    private readonly TimeSpan _patience;
    private readonly SemaphoreSlim _free;
    private readonly Stack<TokenSession> _idle = new();
    private readonly Lock _gate = new();
    private TokenSession? _anchor;
    private int _generation;

    private TokenConnection(Pkcs11Module module, TokenFacts facts, SecretBytes pin, TokenLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limits.Sessions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limits.Sessions, SessionsMax);
        _module = module;
        _pin = pin.Use(SecretBytes.CopyOf);
        _patience = limits.Patience;
        _free = new SemaphoreSlim(limits.Sessions, limits.Sessions);
        Facts = facts;
    }

    /// <summary>As the token was when it was last found.</summary>
    internal TokenFacts Facts { get; private set; }

    /// <summary>How often sessions had to be opened again.</summary>
    internal int Recoveries => Volatile.Read(ref _generation);

    /// <summary>
    /// Logs in to the token of this label (and serial, where several share a label); throws where it is
    /// absent, ambiguous, or refuses the PIN. The PIN is copied, for logging in again after a loss.
    /// </summary>
    internal static TokenConnection Open(
        Pkcs11Module module, TokenName name, SecretBytes pin, TokenLimits limits)
    {
        TokenConnection connection = new(module, Find(module, name), pin, limits);
        try
        {
            connection._anchor = connection.LogIn();
            return connection;
        }
        catch (TokenException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs one operation in a session of its own; see the class for what is repeated.</summary>
    internal TResult Run<TResult>(Func<TokenSession, TResult> operation)
    {
        if (!_free.Wait(_patience))
            throw new TokenException("session", "no session free in time", TokenFault.Silent);
        try
        {
            for (bool isLast = false; ; isLast = true)
            {
                int generation = Volatile.Read(ref _generation);
                try
                {
                    return RunOnce(operation, generation);
                }
                catch (TokenException problem) when (!isLast && IsLoss(problem))
                {
                    Recover(generation);
                }
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            DropSessions();
            _pin.Dispose();
        }

        _free.Dispose();
    }

    private TResult RunOnce<TResult>(Func<TokenSession, TResult> operation, int generation)
    {
        TokenSession session = Rent();
        bool isGood = false;
        try
        {
            TResult result = operation(session);
            isGood = true;
            return result;
        }
        finally
        {
            Return(session, isGood, generation);
        }
    }

    private TokenSession Rent()
    {
        lock (_gate)
        {
            if (_anchor is null) _anchor = LogIn();
            if (_idle.TryPop(out TokenSession? session)) return session;
        }

        return TokenSession.Open(_module, Facts.Slot);
    }

    private void Return(TokenSession session, bool isGood, int generation)
    {
        lock (_gate)
        {
            if (isGood && generation == _generation && _anchor is not null) _idle.Push(session);
            else session.Close();
        }
    }

    /// <summary>
    /// Whoever comes first opens everything anew; whoever saw the same loss finds it done.
    /// </summary>
    private void Recover(int generation)
    {
        lock (_gate)
        {
            if (generation != _generation) return;
            DropSessions();
            _generation++;
            Facts = Find(_module, new TokenName(Facts.Label, Facts.Serial));
            _anchor = LogIn();
        }
    }

    private void DropSessions()
    {
        while (_idle.TryPop(out TokenSession? session)) session.Close();
        _anchor?.Close();
        _anchor = null;
    }

    /// <summary>The session that holds the login: closing a token's last session would log out.</summary>
    private TokenSession LogIn()
    {
        TokenSession session = TokenSession.Open(_module, Facts.Slot);
        try
        {
            session.Login(_pin);
            return session;
        }
        catch (TokenException)
        {
            session.Close();
            throw;
        }
    }

    private static bool IsLoss(TokenException problem) =>
        problem.Fault is TokenFault.SessionLost or TokenFault.TokenLost;

    private static TokenFacts Find(Pkcs11Module module, TokenName name)
    {
        TokenFacts? found = null;
        foreach (TokenFacts token in module.Tokens())
        {
            if (token.Label != name.Label || (name.Serial is { } serial && token.Serial != serial)) continue;
            if (found is not null)
                throw new TokenException("token", "several tokens have this label", TokenFault.Denied);
            found = token;
        }

        return found ?? throw new TokenException("token", "CKR_TOKEN_NOT_PRESENT", TokenFault.TokenLost);
    }
}

/// <summary>A token's label, and its serial number where that is known.</summary>
internal sealed record TokenName(string Label, string? Serial = null);

/// <summary>Sessions at once, and how long a caller waits for one.</summary>
internal sealed record TokenLimits(int Sessions, TimeSpan Patience)
{
    internal static TokenLimits Usual { get; } = new(8, TimeSpan.FromSeconds(10));
}
