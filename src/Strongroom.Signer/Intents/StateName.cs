using Strongroom.Registry;

namespace Strongroom.Signer.Intents;

/// <summary>Names of intents' states on the wire.</summary>
internal static class StateName
{
    internal static string Of(RegisteredState state) => state switch
    {
        RegisteredState.Registered => "registered",
        RegisteredState.Effective => "effective",
        RegisteredState.Signed => "signed",
        RegisteredState.Closed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
