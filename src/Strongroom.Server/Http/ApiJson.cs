using System.Text.Json;
using System.Text.Json.Serialization;
using Strongroom.Server.Attestations;
using Strongroom.Server.Clients;
using Strongroom.Server.Cold;
using Strongroom.Server.Deposits;
using Strongroom.Server.Intents;
using Strongroom.Server.Ledger;
using Strongroom.Server.Wallets;
using Strongroom.Server.Withdrawals;

namespace Strongroom.Server.Http;

/// <summary>
/// Everything that the API reads and writes. Unknown members are refused, absent values left out.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemOutput))]
[JsonSerializable(typeof(HealthOutput))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(RegisterClient.Input), TypeInfoPropertyName = "RegisterClientInput")]
[JsonSerializable(typeof(ClientOutput))]
[JsonSerializable(typeof(ListOutput<ClientOutput>))]
[JsonSerializable(typeof(OpenWallet.Input), TypeInfoPropertyName = "OpenWalletInput")]
[JsonSerializable(typeof(OpenWallet.HouseInput), TypeInfoPropertyName = "OpenHouseWalletInput")]
[JsonSerializable(typeof(WalletOutput))]
[JsonSerializable(typeof(ListOutput<WalletOutput>))]
[JsonSerializable(typeof(IntentOutput))]
[JsonSerializable(typeof(ListOutput<IntentOutput>))]
[JsonSerializable(typeof(IntentDetailOutput))]
[JsonSerializable(typeof(StationRoutes.LinkOutput), TypeInfoPropertyName = "LinkOutput")]
[JsonSerializable(typeof(StationRoutes.Output), TypeInfoPropertyName = "StationOutput")]
[JsonSerializable(typeof(RequestWithdrawal.Input), TypeInfoPropertyName = "RequestWithdrawalInput")]
[JsonSerializable(typeof(RequestInternalMove.Input), TypeInfoPropertyName = "RequestInternalMoveInput")]
[JsonSerializable(typeof(ShowPairs.Output), TypeInfoPropertyName = "AccountPairOutput")]
[JsonSerializable(typeof(ListOutput<ShowPairs.Output>), TypeInfoPropertyName = "ListOutputAccountPairOutput")]
[JsonSerializable(typeof(IReadOnlyList<ShowPairs.Output>), TypeInfoPropertyName = "AccountPairOutputs")]
[JsonSerializable(typeof(CarryCold.Input), TypeInfoPropertyName = "CarryColdInput")]
[JsonSerializable(typeof(WithdrawalOutput))]
[JsonSerializable(typeof(ListOutput<WithdrawalOutput>))]
[JsonSerializable(typeof(ShowDeposits.Output), TypeInfoPropertyName = "DepositOutput")]
[JsonSerializable(typeof(ListOutput<ShowDeposits.Output>), TypeInfoPropertyName = "ListOutputDepositOutput")]
[JsonSerializable(typeof(IReadOnlyList<ShowDeposits.Output>), TypeInfoPropertyName = "DepositOutputs")]
[JsonSerializable(typeof(ShowPositions.Output), TypeInfoPropertyName = "PositionOutput")]
[JsonSerializable(
    typeof(ListOutput<ShowPositions.Output>), TypeInfoPropertyName = "ListOutputPositionOutput")]
[JsonSerializable(typeof(IReadOnlyList<ShowPositions.Output>), TypeInfoPropertyName = "PositionOutputs")]
[JsonSerializable(typeof(Reconcile.Output), TypeInfoPropertyName = "ReconciliationOutput")]
[JsonSerializable(typeof(AttestationOutput))]
[JsonSerializable(typeof(JobOutput))]
[JsonSerializable(typeof(ListOutput<JobOutput>))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext;
