using Strongroom.Intents;

namespace Strongroom.Exposure;

/// <summary>How often one kind of secret was refused in one field.</summary>
public sealed record SecretCount(string Kind, string Field, long Count)
{
    /// <summary>The most counts of one leaf; what is above stands under <see cref="Other"/>.</summary>
    public const int CountsMax = 64;

    public const string Other = "other";

    public CanonicalObject ToCanonical() =>
        CanonicalObject.Of(("count", Count), ("field", Field), ("kind", Kind));

    public static SecretCount[] ReadAll(ref MemberReader read, string name)
    {
        CanonicalObject[] objects = read.Objects(name, 1, CountsMax);
        SecretCount[] counts = new SecretCount[objects.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            MemberReader one = new(objects[i], $"{name}[{i}]");
            counts[i] = new SecretCount(
                one.Text("kind"), one.Text("field"), one.Integer("count", 1, CanonicalJson.IntegerMax));
            one.TryEnd(out Refusal? wrong);
            read.Keep(wrong);
        }

        return counts;
    }
}
