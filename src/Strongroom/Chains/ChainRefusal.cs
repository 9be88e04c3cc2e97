namespace Strongroom.Chains;

/// <summary>The refusal codes of this room.</summary>
public static class ChainRefusal
{
    public const string IdMalformed = "chain.id-malformed";
    public const string AddressMalformed = "chain.address-malformed";
    public const string AddressChecksum = "chain.address-checksum";
    public const string AddressZero = "chain.address-zero";

    public const string RlpMalformed = "chain.rlp-malformed";
    public const string RlpTooDeep = "chain.rlp-too-deep";
    public const string RlpTooLarge = "chain.rlp-too-large";

    public const string TransactionTooLarge = "chain.transaction-too-large";
    public const string TransactionTypeUnknown = "chain.transaction-type-unknown";
    public const string TransactionTypeLegacy = "chain.transaction-type-legacy";
    public const string TransactionTypeAccessList = "chain.transaction-type-access-list";
    public const string TransactionTypeBlob = "chain.transaction-type-blob";
    public const string TransactionTypeDelegation = "chain.transaction-type-delegation";
    public const string TransactionChainAbsent = "chain.transaction-chain-absent";
    public const string TransactionNonce = "chain.transaction-nonce";
    public const string TransactionFees = "chain.transaction-fees";
    public const string TransactionGas = "chain.transaction-gas";
    public const string TransactionInitCode = "chain.transaction-init-code";
    public const string AccessListPresent = "chain.access-list-present";
    public const string ContractCreation = "chain.contract-creation";

    public const string SignatureMalformed = "chain.signature-malformed";
    public const string SignatureHighS = "chain.signature-high-s";

    public const string TransferUnreadable = "chain.transfer-unreadable";
    public const string TransferCarriesValue = "chain.transfer-carries-value";
    public const string TransferAmountZero = "chain.transfer-amount-zero";
    public const string TransferToContract = "chain.transfer-to-contract";
    public const string TransferAssetUnknown = "chain.transfer-asset-unknown";

    public const string AbiTypeMalformed = "chain.abi-type-malformed";
    public const string AbiMalformed = "chain.abi-malformed";
    public const string TypedMessageMalformed = "chain.typed-data-malformed";
    public const string LogMalformed = "chain.log-malformed";
    public const string FeeAboveCap = "chain.fee-above-cap";

    public const string CallReverted = "chain.call-reverted";
    public const string NodeDivergent = "chain.node-divergent";
    public const string NodeTooFew = "chain.node-too-few";
    public const string NodeRejected = "chain.node-rejected";
}
