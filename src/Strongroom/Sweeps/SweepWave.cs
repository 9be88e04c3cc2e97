namespace Strongroom.Sweeps;

/// <summary>The order of a sweep: what one wave needs, the waves before it have done.</summary>
public enum SweepWave
{
    /// <summary>Accounts below the new root.</summary>
    Open,

    /// <summary>The house's own ether, so that there is something to pay fees with.</summary>
    House,

    /// <summary>Ether for accounts that cannot pay for their tokens' transfers.</summary>
    Gas,

    /// <summary>Every account: its tokens, then what is left of its ether.</summary>
    Move,
}
