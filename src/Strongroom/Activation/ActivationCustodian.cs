using Strongroom.Intents;

namespace Strongroom.Activation;

/// <summary>Who holds a share, and with which key of the roster they say that they give it.</summary>
public sealed record ActivationCustodian(PersonId Person, KeyId Key);
