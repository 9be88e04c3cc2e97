using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Strongroom.Chains.Ethereum;

/// <summary>
/// EIP-712 typed structured data, read from the JSON that wallets exchange: types, primaryType, domain,
/// message. The domain type may be left out; it then follows from the members that the domain has, in the
/// order of the EIP.
/// </summary>
public sealed class TypedMessage
{
    public const int JsonBytesMax = 256 * 1024;
    public const int DepthMax = 32;

    // EIP-712 "Definition of domainSeparator".
    private static readonly TypedMessageField[] DomainFields =
    [
        new("name", "string"), new("version", "string"), new("chainId", "uint256"),
        new("verifyingContract", "address"), new("salt", "bytes32"),
    ];

    private readonly byte[] _encodedMessage;

    private TypedMessage(string primaryType, Hash32 domainSeparator, byte[] encodedMessage)
    {
        PrimaryType = primaryType;
        DomainSeparator = domainSeparator;
        _encodedMessage = encodedMessage;
    }

    public string PrimaryType { get; }

    public Hash32 DomainSeparator { get; }

    /// <summary>typeHash ‖ encodeData of the message.</summary>
    public ReadOnlyMemory<byte> EncodedMessage => _encodedMessage;

    /// <summary>What is signed: keccak(0x1901 ‖ domainSeparator ‖ hashStruct(message)).</summary>
    public Hash32 Digest()
    {
        Span<byte> preimage = stackalloc byte[2 + (2 * Hash32.SizeBytes)];
        preimage[0] = 0x19;
        preimage[1] = 0x01;
        DomainSeparator.Write(preimage[2..]);
        Hash32.Keccak(_encodedMessage).Write(preimage[34..]);
        return Hash32.Keccak(preimage);
    }

    public static bool TryParse(
        ReadOnlyMemory<byte> utf8Json,
        [NotNullWhen(true)] out TypedMessage? typedData,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        typedData = null;
        refusal = ChainRefusals.TypedMessage("This is not a JSON object of the size and depth that is read.");
        if (utf8Json.Length > JsonBytesMax) return false;
        JsonDocumentOptions options = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json, options);
            return TryRead(document.RootElement, out typedData, out refusal);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second: a string with half a surrogate pair, which shows only when it is read.
            refusal = ChainRefusals.TypedMessage("This is not well-formed JSON text.");
            return false;
        }
    }

    private static bool TryRead(
        JsonElement root, [NotNullWhen(true)] out TypedMessage? typedData,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        typedData = null;
        refusal = ChainRefusals.TypedMessage("The members are not types, primaryType, domain and message.");
        if (root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() != 4) return false;
        if (!root.TryGetProperty("types", out JsonElement typesJson)
            || !root.TryGetProperty("primaryType", out JsonElement primaryJson)
            || !root.TryGetProperty("domain", out JsonElement domain)
            || !root.TryGetProperty("message", out JsonElement message))
            return false;
        if (!TypedMessageTypes.TryParse(typesJson, out TypedMessageTypes? types, out refusal)) return false;
        refusal = ChainRefusals.TypedMessage("The primary type is not one of the types.", "primaryType");
        if (primaryJson.ValueKind != JsonValueKind.String) return false;
        string primary = primaryJson.GetString()!;
        if (primary == TypedMessageTypes.DomainType || !types.Contains(primary)) return false;
        refusal = ChainRefusals.TypedMessage("The domain does not have the members of its type.", "domain");
        if (!TryAddDomain(types, domain)) return false;
        TypedMessageHasher hasher = new(types);
        if (hasher.HashStruct(TypedMessageTypes.DomainType, domain) is not { } separator) return false;
        refusal = ChainRefusals.TypedMessage("The message does not have the members of its type.", "message");
        if (hasher.EncodeStruct(primary, message) is not { } encoded) return false;
        typedData = new TypedMessage(primary, separator, encoded);
        refusal = null;
        return true;
    }

    // The declared domain type, when there is one, must be the one that the domain's members make.
    private static bool TryAddDomain(TypedMessageTypes types, JsonElement domain)
    {
        if (domain.ValueKind != JsonValueKind.Object) return false;
        List<TypedMessageField> present = [];
        foreach (TypedMessageField field in DomainFields)
        {
            if (domain.TryGetProperty(field.Name, out _)) present.Add(field);
        }

        if (!types.Contains(TypedMessageTypes.DomainType))
        {
            types.Add(TypedMessageTypes.DomainType, present);
            return true;
        }

        IReadOnlyList<TypedMessageField> declared = types.FieldsOf(TypedMessageTypes.DomainType);
        if (declared.Count != present.Count) return false;
        for (int i = 0; i < present.Count; i++)
        {
            if (declared[i] != present[i]) return false;
        }

        return true;
    }
}
