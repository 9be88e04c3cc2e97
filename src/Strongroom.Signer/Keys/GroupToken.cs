using System.Collections.Concurrent;
using Strongroom.Cryptography.Pkcs11;
using Strongroom.Cryptography.Secrets;

namespace Strongroom.Signer.Keys;

/// <summary>
/// One token of a group, behind threads of its own: a call into a vendor's library cannot be taken back, so a
/// token that hangs holds these threads and nobody else's. Thread-safe.
/// </summary>
internal sealed class GroupToken : IDisposable
{
    private const int WaitingMax = 256;

    private readonly Lock gate = new();
    private readonly Pkcs11Module module;
    private readonly SecretBytes pin;
    private readonly TokenLimits limits;
    private readonly BlockingCollection<Action> waiting = new(WaitingMax);
    private TokenConnection? connection;
    private int inFlight;

    internal GroupToken(
        HsmTokenSettings settings, Pkcs11Module module, SecretBytes pin, TokenLimits limits)
    {
        Settings = settings;
        this.module = module;
        this.pin = pin.Use(SecretBytes.CopyOf);
        this.limits = limits;
        for (int i = 0; i < limits.Sessions; i++)
            new Thread(Work) { IsBackground = true, Name = $"token {settings.Label}" }.Start();
    }

    internal HsmTokenSettings Settings { get; }

    internal MechanismProfile Mechanisms => Settings.Mechanisms ?? MechanismProfile.Standard;

    /// <summary>Null until the token was found for the first time.</summary>
    internal TokenFacts? Facts => connection?.Facts;

    internal int InFlight => Volatile.Read(ref inFlight);

    internal TokenHealth Health { get; set; }

    internal bool IsClosed => waiting.IsAddingCompleted;

    /// <summary>
    /// Runs the operation on one of the token's threads. A caller whom the token does not answer within the
    /// limits goes on with <see cref="TokenFault.Silent"/>; a result that comes later is dropped.
    /// </summary>
    internal TResult Run<TResult>(Func<TokenConnection, TResult> operation)
    {
        TaskCompletionSource<TResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref inFlight);
        bool isTaken = waiting.TryAdd(
            () =>
            {
                Complete(done, operation);
                Interlocked.Decrement(ref inFlight);
            },
            limits.Patience);
        if (isTaken && Task.WaitAny([done.Task], limits.Patience) == 0)
            return done.Task.GetAwaiter().GetResult();
        if (!isTaken) Interlocked.Decrement(ref inFlight);
        _ = done.Task.ContinueWith(Drop, TaskScheduler.Default);
        throw new TokenException(Settings.Label, "no answer in time", TokenFault.Silent);
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        lock (gate)
        {
            connection?.Dispose();
            pin.Dispose();
        }
    }

    private void Work()
    {
        foreach (Action action in waiting.GetConsumingEnumerable()) action();
    }

    /// <summary>Whatever the operation ends with goes to its caller; the thread goes on.</summary>
    private void Complete<TResult>(
        TaskCompletionSource<TResult> done, Func<TokenConnection, TResult> operation)
    {
        try
        {
            done.SetResult(operation(Connect()));
        }
        catch (Exception problem)
        {
            done.SetException(problem);
        }
    }

    private TokenConnection Connect()
    {
        lock (gate)
            return connection ??= TokenConnection.Open(
                module, new TokenName(Settings.Label, Settings.Serial), pin, limits);
    }

    private static void Drop<TResult>(Task<TResult> late)
    {
        if (late.Status == TaskStatus.RanToCompletion) (late.Result as IDisposable)?.Dispose();
        _ = late.Exception; // seen: the caller has gone elsewhere
    }
}

/// <summary>Whether a token takes part.</summary>
internal enum TokenHealth
{
    Healthy,

    /// <summary>It failed; it is probed again and again, and asked when no other is left.</summary>
    Sick,

    /// <summary>It refused the PIN: asking again would lock it. Until a restart.</summary>
    Barred,
}
