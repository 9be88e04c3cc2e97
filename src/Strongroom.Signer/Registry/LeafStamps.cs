using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Registry;

/// <summary>The one place where the Signer makes ids: what a leaf carries beside what it says.</summary>
internal static class LeafStamps
{
    internal static LeafStamp At(Timestamp time) =>
        new(LeafId.From(Guid.CreateVersion7()), time, BuildHash.OfThisAssembly);
}
