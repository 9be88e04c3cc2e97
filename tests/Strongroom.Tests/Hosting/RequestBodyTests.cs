using System.Text;
using Strongroom.Signer.Hosting;
using Strongroom.Signer.Http;

namespace Strongroom.Tests.Hosting;

public sealed class RequestBodyTests
{
    [Fact]
    public void Cuts_members_out_exactly_as_they_were_sent()
    {
        RequestBody body = Parse("""{ "intent": {"a":1}, "statements": [ {"b":[]} , "c" ], "unsigned":"0x02"}""");
        body.TryRaw("intent", out ReadOnlyMemory<byte> intent, out _).ShouldBeTrue();
        Encoding.UTF8.GetString(intent.Span).ShouldBe("""{"a":1}""");
        body.TryList("statements", 8, out List<ReadOnlyMemory<byte>> items, out _).ShouldBeTrue();
        items.Select(item => Encoding.UTF8.GetString(item.Span)).ShouldBe(["""{"b":[]}""", "\"c\""]);
        body.TryText("unsigned", out string? text, out _).ShouldBeTrue();
        text.ShouldBe("0x02");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":""")]
    [InlineData("""{"\ud800":1}""")]
    public void Refuses_what_is_not_one_object_with_distinct_members(string json)
    {
        RequestBody.TryParse(Encoding.UTF8.GetBytes(json), out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SignerRefusal.BodyMalformed);
    }

    [Fact]
    public void Refuses_members_that_a_call_does_not_know()
    {
        Parse("""{"intent":{},"extra":1}""").TryOnly(["intent"], out Refusal? refusal).ShouldBeFalse();
        refusal!.Code.ShouldBe(SignerRefusal.BodyMalformed);
    }

    [Fact]
    public void Refuses_too_many_elements()
    {
        Parse("""{"s":[1,2,3]}""").TryList("s", 2, out _, out Refusal? refusal).ShouldBeFalse();
        refusal!.Field.ShouldBe("s");
    }

    private static RequestBody Parse(string json)
    {
        RequestBody.TryParse(Encoding.UTF8.GetBytes(json), out RequestBody? body, out _).ShouldBeTrue();
        return body;
    }
}
