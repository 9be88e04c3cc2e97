using System.Diagnostics.CodeAnalysis;

namespace Strongroom.Intents;

/// <summary>
/// The opening <c>{"salt","value"}</c> of a commitment. Personal: it is neither logged nor recorded.
/// </summary>
public sealed class CommitmentOpening
{
    public const int BytesMax = 2048;
    public const int ValueCharactersMax = 500;

    private readonly byte[] _salt;

    private CommitmentOpening(byte[] salt, string value)
    {
        _salt = salt;
        Value = value;
        Commitment = Commitment.To(salt, value);
    }

    public string Value { get; }

    public Commitment Commitment { get; }

    public static bool TryParse(
        CanonicalObject body,
        [NotNullWhen(true)] out CommitmentOpening? opening,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        opening = null;
        MemberReader read = new(body);
        byte[] salt = read.Bytes("salt", Commitment.SaltBytes);
        bool isSized = salt.Length == Commitment.SaltBytes;
        read.Require(isSized, JsonRefusals.MalformedValue("salt", $"{Commitment.SaltBytes} bytes"));
        string value = read.Text("value", ValueCharactersMax);
        if (!read.TryEnd(out refusal)) return false;
        opening = new CommitmentOpening(salt, value);
        return true;
    }

    /// <summary>Null when this opens <paramref name="commitment"/>.</summary>
    public Refusal? Check(Commitment commitment) =>
        Commitment == commitment ? null : IntentRefusals.CommitmentMismatch();

    public CanonicalObject ToCanonical() =>
        CanonicalObject.Of(("salt", Base64UrlText.Write(_salt)), ("value", Value));
}
