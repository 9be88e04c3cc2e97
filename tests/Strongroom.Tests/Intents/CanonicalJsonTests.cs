using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Strongroom.Intents;

namespace Strongroom.Tests.Intents;

public sealed class CanonicalJsonTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void What_is_written_is_read_back_byte_for_byte() => Prop.ForAll(
        Objects().ToArbitrary(),
        static body =>
        {
            byte[] bytes = body.ToBytes();
            CanonicalJson.TryRead(bytes, bytes.Length, out CanonicalObject? read, out _).ShouldBeTrue();
            read!.ToBytes().ShouldBe(bytes);
        }).Check(Many);

    [Fact]
    public void Changed_bytes_are_refused_or_are_themselves_canonical() => Prop.ForAll(
        Objects().Zip(Gen.Choose(0, int.MaxValue)).Zip(Gen.Choose(0, 255)).ToArbitrary(),
        static change =>
        {
            byte[] bytes = change.Item1.Item1.ToBytes();
            bytes[change.Item1.Item2 % bytes.Length] = (byte)change.Item2;
            bool isRead = CanonicalJson.TryRead(bytes, bytes.Length, out CanonicalObject? read, out Refusal? refusal);
            if (isRead) read!.ToBytes().ShouldBe(bytes);
            else refusal!.Code.ShouldStartWith("json.");
        }).Check(Many);

    [Fact]
    public void Any_bytes_are_refused_or_canonical() => Prop.ForAll(
        Gen.Elements("{}[]\":,01-. \\\"anulltruefalse\u00e9"u8.ToArray()).ArrayOf().ToArbitrary(),
        static bytes =>
        {
            if (CanonicalJson.TryRead(bytes, bytes.Length, out CanonicalObject? read, out Refusal? refusal))
                read.ToBytes().ShouldBe(bytes);
            else
                refusal.Code.ShouldStartWith("json.");
        }).Check(Many);

    [Fact]
    public void The_framework_reads_the_same_values() => Prop.ForAll(
        Objects().ToArbitrary(),
        static body =>
        {
            string text = Encoding.UTF8.GetString(body.ToBytes());
            System.Text.Json.Nodes.JsonNode node = System.Text.Json.Nodes.JsonNode.Parse(text)!;
            Encoding.UTF8.GetString(GoldenFile.Canonical(node).ToBytes()).ShouldBe(text);
        }).Check(Many);

    [Fact]
    public void A_writer_appends_to_what_is_there()
    {
        System.Buffers.ArrayBufferWriter<byte> writer = new();
        CanonicalJson.Write(CanonicalObject.Of(("a", 1)), writer);
        CanonicalJson.Write(CanonicalObject.Empty, writer);
        Encoding.UTF8.GetString(writer.WrittenSpan).ShouldBe("{\"a\":1}{}");
    }

    [Fact]
    public void A_builder_treats_what_no_format_allows_as_a_bug()
    {
        Should.Throw<Cryptography.InvariantException>(() => CanonicalObject.Of(("a", "\u202e")));
        Should.Throw<Cryptography.InvariantException>(() => CanonicalObject.Of(("a", "\ud800")));
        Should.Throw<Cryptography.InvariantException>(() => CanonicalObject.Of(("a", -1)));
        Should.Throw<Cryptography.InvariantException>(() => CanonicalObject.Of(("a b", 1)));
        Should.Throw<Cryptography.InvariantException>(() => CanonicalObject.Of(("a", 1), ("a", 1)));
        CanonicalObject.Of(("a", (string?)null)).Count.ShouldBe(0);
    }

    private static Gen<CanonicalObject> Objects() => Gen.Sized(size => ObjectOf(Math.Min(size, 5)));

    private static Gen<CanonicalObject> ObjectOf(int depth) =>
        Gen.Elements("a", "B", "createdAt", "x-1", "eip155:1/slip44:60", "_", "*")
            .Zip(Value(depth)).ListOf()
            .Select(static members => CanonicalObject.Of(
                [.. members.DistinctBy(member => member.Item1).Select(member => (member.Item1, member.Item2))]));

    private static Gen<CanonicalValue> Value(int depth)
    {
        Gen<CanonicalValue> text = Gen.Elements("", "x", "\"", "\\", "é", "€", "😀", "/", "plain text", "\\\"")
            .ListOf().Select(static parts => (CanonicalValue)string.Concat(parts));
        Gen<CanonicalValue> number = Gen.Choose(0, int.MaxValue).Select(static n => (CanonicalValue)((long)n * n % CanonicalJson.IntegerMax));
        Gen<CanonicalValue> flag = Gen.Elements(true, false).Select(static flag => (CanonicalValue)flag);
        if (depth == 0) return Gen.OneOf(text, number, flag);
        Gen<CanonicalValue> inner = ObjectOf(depth - 1).Select(static body => (CanonicalValue)body);
        Gen<CanonicalValue> array = Value(depth - 1).ListOf().Select(static items => (CanonicalValue)CanonicalArray.Of([.. items]));
        return Gen.Frequency((4, text), (2, number), (1, flag), (1, inner), (1, array));
    }
}
