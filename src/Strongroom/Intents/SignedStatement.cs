using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// A statement with the signature of one key, as it travels and as leaves hold it. Parsed is not verified.
/// </summary>
public sealed class SignedStatement
{
    public const int BytesMax = 16_384;

    public SignedStatement(KeyId key, StatementSignature signature, Statement statement)
    {
        Key = key;
        Signature = signature;
        Statement = statement;
        Body = CanonicalObject.Of(
            ("key", key.ToString()), ("signature", signature.ToCanonical()), ("statement", statement.Body));
    }

    private SignedStatement(KeyId key, StatementSignature signature, Statement statement, CanonicalObject body)
    {
        Key = key;
        Signature = signature;
        Statement = statement;
        Body = body;
    }

    public KeyId Key { get; }

    public StatementSignature Signature { get; }

    public Statement Statement { get; }

    public CanonicalObject Body { get; }

    public static bool TryParse(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out SignedStatement? signed,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signed = null;
        return CanonicalJson.TryRead(bytes, BytesMax, out CanonicalObject? body, out refusal)
            && TryParse(body, out signed, out refusal);
    }

    /// <summary>The same for one that came inside another object.</summary>
    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out SignedStatement? signed,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        signed = null;
        MemberReader read = new(body);
        KeyId key = read.Key("key");
        CanonicalObject signatureBody = read.Object("signature");
        CanonicalObject statementBody = read.Object("statement");
        if (!read.TryEnd(out refusal)) return false;
        if (!StatementSignature.TryParse(signatureBody, out StatementSignature? signature, out refusal)) return false;
        if (!Statement.TryParse(statementBody, out Statement? statement, out refusal)) return false;
        signed = new SignedStatement(key, signature, statement, body);
        return true;
    }

    public byte[] ToBytes() => Body.ToBytes();
}
