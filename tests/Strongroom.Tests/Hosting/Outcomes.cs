using Strongroom.Signer.Intents;

namespace Strongroom.Tests.Hosting;

/// <summary>Short ways to say what an outcome should be.</summary>
internal static class Outcomes
{
    internal static T Must<T>(this Outcome<T> outcome)
        where T : class
    {
        outcome.Try(out T? value, out Refusal? refusal).ShouldBeTrue(refusal?.ToString());
        return value!;
    }

    internal static Refusal MustRefuse<T>(this Outcome<T> outcome, string code)
        where T : class
    {
        outcome.Try(out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(code, refusal.ToString());
        return refusal;
    }
}
