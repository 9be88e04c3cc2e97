using System.Collections.Frozen;

namespace Strongroom.Exposure;

/// <summary>
/// Which fields mean 32 bytes in hexadecimal, and which names may stand in a record. A private key in a
/// field that means a digest cannot be told from a digest; everywhere else 64 digits are refused.
/// </summary>
internal static class FieldNames
{
    /// <summary>Digests: 64 digits without 0x (docs/formats).</summary>
    private static readonly FrozenSet<string> Digests = FrozenSet.Create(
        StringComparer.Ordinal,
        "attachments", "batch", "build", "ceremony", "commitment", "currentRoot", "digest", "genesis", "head",
        "id", "input", "institution", "intent", "intentDigest", "intentDigests", "intents", "key",
        "nameCommitment", "part", "pin", "previous", "replaces", "request", "response", "root", "roots",
        "sha256", "share", "software", "successor", "terms", "transcript", "waiting");

    /// <summary>Hashes of a chain: 0x and 64 digits.</summary>
    private static readonly FrozenSet<string> Hashes =
        FrozenSet.Create(StringComparer.Ordinal, "blockHash", "hash", "signingHash", "topics");

    /// <summary>Bytes of any length: 0x and digits.</summary>
    private static readonly FrozenSet<string> Bytes =
        FrozenSet.Create(StringComparer.Ordinal, "data", "raw", "signed", "unsigned");

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            .. Digests, .. Hashes, .. Bytes, "account", "accounts", "address", "amount", "asset",
            "attestations", "authorization", "chain", "chains", "client", "confirmedBy", "content-digest",
            "cookie", "country", "cursor", "description", "entry", "feeMax", "from", "group", "groups",
            "idempotency-key", "kind", "label", "limit", "memo", "name", "note", "people", "person", "policy",
            "publicKey", "purpose", "reason", "reference", "rules", "serial", "signature", "signature-input",
            "site", "state", "statements", "symbol", "ticket", "to", "user-agent", "wallet", "x-api-key",
        ]);

    internal static bool MeansDigest(string name) => Digests.Contains(name);

    internal static bool MeansHash(string name) => Hashes.Contains(name) || Bytes.Contains(name);

    internal static bool MeansBytes(string name) => Bytes.Contains(name);

    /// <summary>The place, and the name where it is one of ours: a name may itself be a secret.</summary>
    internal static string Show(string place, string name) =>
        Known.Contains(name) ? $"{place}.{name}" : place;
}
