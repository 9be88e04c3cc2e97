using Strongroom.Assets;

namespace Strongroom.Cold;

/// <summary>A client's hot and cold account of one asset, with what each has available.</summary>
public sealed record AccountPair(
    string Client, string Hot, Amount HotAvailable, string Cold, Amount ColdAvailable);
