using Strongroom.Intents;
using Strongroom.Roster;
using Strongroom.Signer.Hosting;

namespace Strongroom.Signer.Keys;

/// <summary>Where a keystore lies and what it must fit: of an online Signer, or of a cold one.</summary>
internal sealed record KeystorePlace(DataFolder Paths, Profile Profile, Digest Institution);
