using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Strongroom.Intents;

/// <summary>
/// A UTC time in whole seconds, exactly <c>YYYY-MM-DDThh:mm:ssZ</c> (20 characters, RFC 3339 without fraction
/// or offset; no leap second).
/// </summary>
public readonly record struct Timestamp : IComparable<Timestamp>
{
    public const int TextLength = 20;

    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private Timestamp(long unixSeconds) => UnixSeconds = unixSeconds;

    public long UnixSeconds { get; }

    public static bool operator <(Timestamp left, Timestamp right) => left.UnixSeconds < right.UnixSeconds;

    public static bool operator >(Timestamp left, Timestamp right) => left.UnixSeconds > right.UnixSeconds;

    public static bool operator <=(Timestamp left, Timestamp right) => left.UnixSeconds <= right.UnixSeconds;

    public static bool operator >=(Timestamp left, Timestamp right) => left.UnixSeconds >= right.UnixSeconds;

    public static Timestamp operator +(Timestamp time, TimeSpan span) => From(time.ToDateTimeOffset() + span);

    public static Timestamp operator -(Timestamp time, TimeSpan span) => From(time.ToDateTimeOffset() - span);

    public static TimeSpan operator -(Timestamp left, Timestamp right) =>
        TimeSpan.FromSeconds(left.UnixSeconds - right.UnixSeconds);

    /// <summary>The second in which <paramref name="time"/> lies.</summary>
    public static Timestamp From(DateTimeOffset time) => new(time.ToUnixTimeSeconds());

    public static bool TryParse(
        ReadOnlySpan<char> text, out Timestamp time, [NotNullWhen(false)] out Refusal? refusal)
    {
        DateTimeOffset read = default;
        bool isRead = text.Length == TextLength
            && DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, AsUtc, out read);
        time = isRead ? From(read) : default;
        refusal = isRead ? null : JsonRefusals.MalformedValue(null, "UTC in seconds: YYYY-MM-DDThh:mm:ssZ");
        return isRead;
    }

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeSeconds(UnixSeconds);

    public int CompareTo(Timestamp other) => UnixSeconds.CompareTo(other.UnixSeconds);

    public override string ToString() => ToDateTimeOffset().ToString(Form, CultureInfo.InvariantCulture);
}
