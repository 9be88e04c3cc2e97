namespace Strongroom.Chains;

/// <summary>The refusal codes of this room.</summary>
public static class ChainRefusal
{
    public const string IdMalformed = "chain.id_malformed";
    public const string HexMalformed = "chain.hex_malformed";
    public const string AddressMalformed = "chain.address_malformed";
    public const string AddressChecksum = "chain.address_checksum";
    public const string AddressZero = "chain.address_zero";

    public const string RlpMalformed = "chain.rlp_malformed";
    public const string RlpTooDeep = "chain.rlp_too_deep";
    public const string RlpTooLarge = "chain.rlp_too_large";

    public const string TransactionMalformed = "chain.transaction_malformed";
    public const string TransactionTooLarge = "chain.transaction_too_large";
    public const string TransactionTypeUnknown = "chain.transaction_type_unknown";
    public const string TransactionTypeLegacy = "chain.transaction_type_legacy";
    public const string TransactionTypeAccessList = "chain.transaction_type_access_list";
    public const string TransactionTypeBlob = "chain.transaction_type_blob";
    public const string TransactionTypeDelegation = "chain.transaction_type_delegation";
    public const string TransactionChainAbsent = "chain.transaction_chain_absent";
    public const string TransactionNonce = "chain.transaction_nonce";
    public const string TransactionFees = "chain.transaction_fees";
    public const string TransactionGas = "chain.transaction_gas";
    public const string TransactionInitCode = "chain.transaction_init_code";
    public const string AccessListPresent = "chain.access_list_present";
    public const string ContractCreation = "chain.contract_creation";

    public const string SignatureMalformed = "chain.signature_malformed";
    public const string SignatureHighS = "chain.signature_high_s";

    public const string TransferUnreadable = "chain.transfer_unreadable";
    public const string TransferCarriesValue = "chain.transfer_carries_value";
    public const string TransferAmountZero = "chain.transfer_amount_zero";
    public const string TransferToContract = "chain.transfer_to_contract";
    public const string TransferAssetUnknown = "chain.transfer_asset_unknown";

    public const string AbiTypeMalformed = "chain.abi_type_malformed";
    public const string AbiMalformed = "chain.abi_malformed";
    public const string TypedDataMalformed = "chain.typed_data_malformed";
    public const string LogMalformed = "chain.log_malformed";
    public const string FeeAboveCap = "chain.fee_above_cap";

    public const string NodeDivergent = "chain.node_divergent";
    public const string NodeTooFew = "chain.node_too_few";
    public const string NodeRejected = "chain.node_rejected";
}
