namespace Strongroom.Cryptography.Pkcs11;

/// <summary>
/// Handles of derived keys in one token: the most recently used, up to a limit, are kept for the next
/// signature; the others are destroyed in the token. A loss of its sessions takes all along. Thread-safe.
/// </summary>
internal sealed class TokenChildren
{
    internal const int KeptMax = 256;

    private readonly Dictionary<string, LinkedListNode<Kept>> _byPath = new(StringComparer.Ordinal);
    private readonly LinkedList<Kept> _recent = new();
    private readonly Lock _gate = new();
    private int _generation;

    internal int Count
    {
        get
        {
            lock (_gate) return _recent.Count;
        }
    }

    /// <summary>The child at the path, derived where it is not kept, and safe until returned.</summary>
    internal ChildLease Rent(
        TokenSession session, (string Path, int Generation) wanted, Func<TokenChild> derive)
    {
        lock (_gate)
        {
            if (_generation != wanted.Generation) Forget(wanted.Generation);
            if (_byPath.TryGetValue(wanted.Path, out LinkedListNode<Kept>? known)) return Hold(known);
        }

        TokenChild child = derive();
        lock (_gate)
        {
            // Another thread was faster, or the sessions were lost meanwhile: this one is its caller's only.
            bool isSpare = _generation != wanted.Generation || _byPath.ContainsKey(wanted.Path);
            if (isSpare) return new ChildLease(child, () => session.Destroy(child.Key));
            LinkedListNode<Kept> node = _recent.AddFirst(new Kept(wanted.Path, child));
            _byPath.Add(wanted.Path, node);
            ChildLease lease = Hold(node);
            DestroyOldest(session);
            return lease;
        }
    }

    private void Forget(int generation)
    {
        _byPath.Clear();
        _recent.Clear();
        _generation = generation;
    }

    private ChildLease Hold(LinkedListNode<Kept> node)
    {
        Kept kept = node.Value;
        kept.Holders++;
        if (node.List is not null)
        {
            _recent.Remove(node);
            _recent.AddFirst(node);
        }

        return new ChildLease(kept.Child, () =>
        {
            lock (_gate) kept.Holders--;
        });
    }

    private void DestroyOldest(TokenSession session)
    {
        if (_recent.Count <= KeptMax) return;
        for (LinkedListNode<Kept>? node = _recent.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Holders > 0) continue;
            _recent.Remove(node);
            _byPath.Remove(node.Value.Path);
            session.Destroy(node.Value.Child.Key);
            return;
        }
    }

    private sealed class Kept(string path, TokenChild child)
    {
        internal string Path => path;

        internal TokenChild Child => child;

        internal int Holders { get; set; }
    }
}

/// <summary>A derived key in the token, and what it shows.</summary>
internal sealed record TokenChild(ulong Key, TokenNode Node);

/// <summary>A derived key that stays until this is disposed.</summary>
internal readonly struct ChildLease(TokenChild child, Action release) : IDisposable
{
    internal ulong Key => child.Key;

    internal TokenNode Node => child.Node;

    public void Dispose() => release();
}
