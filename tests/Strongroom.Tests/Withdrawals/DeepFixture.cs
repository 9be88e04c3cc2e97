namespace Strongroom.Tests.Withdrawals;

/// <summary>A bench on whose chain five confirmations count, so that blocks can be lost without harm.</summary>
public sealed class DeepFixture : JourneyFixture
{
    internal const int Depth = 5;

    private protected override int Confirmations => Depth;
}
