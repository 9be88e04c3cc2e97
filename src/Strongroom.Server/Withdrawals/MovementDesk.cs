using Strongroom.Server.Intents;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Withdrawals;

/// <summary>What every job on intents and movements works with.</summary>
internal sealed record MovementDesk(
    Database Database,
    SignerClient Signer,
    IntentTable Intents,
    MovementTable Movements,
    Settlement Settlement,
    TimeProvider Clock);
