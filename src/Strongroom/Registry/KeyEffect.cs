using Strongroom.Intents;

namespace Strongroom.Registry;

/// <summary>
/// What the registration of a ceremony leaves in the key register: the root's record whole, so that folding
/// needs no transcript, and the digest of the plan, which counts once.
/// </summary>
public sealed record KeyEffect(RootRecord Root, Digest Ceremony);
