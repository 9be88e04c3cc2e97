using System.Text;
using System.Text.Json;
using Strongroom.Cryptography.Encodings;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Encodings;

public sealed class Bech32Vectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Texts_of_bip173_are_read_and_written_or_refused() =>
        VectorFiles.RunJson("bitcoin", "bip173*.json", output, root => Run(root, "bech32", Bech32Kind.Bech32));

    [VectorFact]
    public void Texts_of_bip350_are_read_and_written_or_refused() =>
        VectorFiles.RunJson("bitcoin", "bip350*.json", output, root => Run(root, "bech32m", Bech32Kind.Bech32m));

    [VectorFact]
    public void Witness_programs_of_addresses_come_out_and_go_back() =>
        VectorFiles.RunJson("bitcoin", "bip350*.json", output, root =>
        {
            JsonElement addresses = root.GetProperty("valid_address");
            foreach (JsonElement test in addresses.EnumerateArray())
            {
                byte[] address = Encoding.ASCII.GetBytes(test[0].GetString()!);
                byte[] script = Convert.FromHexString(test[1].GetString()!);
                byte[] words = new byte[Bech32.WordsMax];
                byte[] program = new byte[40];
                Bech32.TryDecode(address, words, out _, out int count, out Bech32Kind kind).ShouldBeTrue();
                kind.ShouldBe(words[0] == 0 ? Bech32Kind.Bech32 : Bech32Kind.Bech32m);
                Bech32.TryToBytes(words.AsSpan(1, count - 1), program, out int length).ShouldBeTrue();
                program[..length].ShouldBe(script[2..]);
                byte[] again = new byte[Bech32.WordsMax];
                Bech32.ToWords(program.AsSpan(0, length), again).ShouldBe(count - 1);
                again[..(count - 1)].ShouldBe(words[1..count]);
            }

            return addresses.GetArrayLength();
        });

    [Theory]
    [InlineData(new byte[] { 0, 1 }, false)] // two words: ten bits, two left over, and one of them set
    [InlineData(new byte[] { 0, 4 }, true)]
    [InlineData(new byte[] { 0, 0, 0 }, false)] // fifteen bits leave seven over
    public void Bits_left_over_are_few_and_zero(byte[] words, bool isRight) =>
        Bech32.TryToBytes(words, new byte[8], out _).ShouldBe(isRight);

    private static int Run(JsonElement root, string name, Bech32Kind kind)
    {
        int cases = 0;
        foreach (JsonElement text in root.GetProperty($"valid_{name}").EnumerateArray())
        {
            byte[] letters = Encoding.ASCII.GetBytes(text.GetString()!);
            byte[] words = new byte[Bech32.WordsMax];
            Bech32.TryDecode(letters, words, out int prefix, out int count, out Bech32Kind found).ShouldBeTrue();
            found.ShouldBe(kind);
            string lower = text.GetString()!.ToLowerInvariant();
            byte[] again = new byte[Bech32.CharactersMax];
            int length = Bech32.Encode(Encoding.ASCII.GetBytes(lower[..prefix]), words.AsSpan(0, count), kind, again);
            Encoding.ASCII.GetString(again, 0, length).ShouldBe(lower);
            cases++;
        }

        foreach (JsonElement test in root.GetProperty($"invalid_{name}_hex").EnumerateArray())
        {
            byte[] letters = Convert.FromHexString(test.GetProperty("hex").GetString()!);
            byte[] words = new byte[Bech32.WordsMax];
            Bech32.TryDecode(letters, words, out _, out _, out Bech32Kind found).ShouldBeFalse(test.ToString());
            found.ShouldBe(Bech32Kind.None);
            cases++;
        }

        return cases;
    }
}
