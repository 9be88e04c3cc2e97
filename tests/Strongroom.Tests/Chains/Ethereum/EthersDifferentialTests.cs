using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography.Derivation;
using Strongroom.Cryptography.Secrets;
using Xunit.Abstractions;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>Random inputs to ours and to npm ethers must give the same bytes, hashes, addresses and signatures.</summary>
public sealed class EthersDifferentialTests(ITestOutputHelper output)
{
    private const int Count = 1_000;

    private readonly RandomCases _cases = new();

    [PeerFact]
    public async Task Transactions_of_every_kind_are_identical()
    {
        List<SignedTransaction> ours = [];
        List<JsonObject> requests = [];
        for (int i = 0; i < Count; i++)
        {
            byte[] key = _cases.Bytes(32);
            using TestAccount account = new(key);
            SignedTransaction complete = account.Sign(_cases.Transaction());
            complete.Sender.ShouldBe(account.Address);
            ours.Add(complete);
            requests.Add(new() { ["op"] = "transaction", ["key"] = HexText.Format(key), ["fields"] = FieldsOf(complete) });
        }

        await CompareAsync(requests, (i, theirs) =>
        {
            EthereumTransaction transaction = ours[i].Transaction;
            HexText.Format(transaction.EncodeUnsigned()).ShouldBe(theirs.GetProperty("unsigned").GetString());
            transaction.SigningHash().ToString().ShouldBe(theirs.GetProperty("signingHash").GetString());
            HexText.Format(ours[i].Raw.Span).ShouldBe(theirs.GetProperty("signed").GetString());
            ours[i].Hash.ToString().ShouldBe(theirs.GetProperty("hash").GetString());
            ours[i].Sender.ToString().ShouldBe(theirs.GetProperty("from").GetString());
            SignedTransaction.TryDecode(ours[i].Raw.Span, out SignedTransaction? again, out _).ShouldBeTrue();
            again.Hash.ShouldBe(ours[i].Hash);
        });
    }

    [PeerFact]
    public async Task Typed_data_is_identical()
    {
        List<(Hash32 Digest, Hash32 Domain, string Signature)> ours = [];
        List<JsonObject> requests = [];
        for (int i = 0; i < Count; i++)
        {
            byte[] key = _cases.Bytes(32);
            using TestAccount account = new(key);
            JsonObject request = _cases.TypedMessage();
            byte[] json = Encoding.UTF8.GetBytes(request.ToJsonString());
            TypedMessage.TryParse(json, out TypedMessage? typedData, out Refusal? refusal)
                .ShouldBeTrue($"{refusal} seed {_cases.Seed} {request.ToJsonString()}");
            Hash32 digest = typedData.Digest();
            ours.Add((digest, typedData.DomainSeparator, Serialize(account.Sign(digest))));
            request["op"] = "typedData";
            request["key"] = HexText.Format(key);
            requests.Add(request);
        }

        await CompareAsync(requests, (i, theirs) =>
        {
            theirs.GetProperty("primaryType").GetBoolean().ShouldBeTrue();
            ours[i].Digest.ToString().ShouldBe(theirs.GetProperty("digest").GetString());
            ours[i].Domain.ToString().ShouldBe(theirs.GetProperty("domain").GetString());
            ours[i].Signature.ShouldBe(theirs.GetProperty("signature").GetString());
        });
    }

    [PeerFact]
    public async Task Personal_messages_are_identical()
    {
        List<(Hash32 Digest, string Signature)> ours = [];
        List<JsonObject> requests = [];
        for (int i = 0; i < Count; i++)
        {
            byte[] key = _cases.Bytes(32);
            using TestAccount account = new(key);
            byte[] message = _cases.Bytes(_cases.Next(1_200));
            Hash32 digest = PersonalMessage.Hash(message);
            ours.Add((digest, Serialize(account.Sign(digest))));
            requests.Add(new()
            {
                ["op"] = "message", ["key"] = HexText.Format(key), ["bytes"] = HexText.Format(message),
            });
        }

        await CompareAsync(requests, (i, theirs) =>
        {
            ours[i].Digest.ToString().ShouldBe(theirs.GetProperty("digest").GetString());
            ours[i].Signature.ShouldBe(theirs.GetProperty("signature").GetString());
        });
    }

    [PeerFact]
    public async Task Mnemonics_and_their_addresses_are_identical()
    {
        List<(string Phrase, string[] Addresses)> ours = [];
        List<JsonObject> requests = [];
        for (int i = 0; i < Count; i++)
        {
            byte[] entropy = _cases.Bytes(16 + (4 * _cases.Next(5)));
            string passphrase = _cases.Next(2) == 0 ? "" : "é " + _cases.Next(1_000);
            ours.Add(Derive(entropy, passphrase));
            requests.Add(new()
            {
                ["op"] = "mnemonic",
                ["entropy"] = HexText.Format(entropy),
                ["passphrase"] = passphrase,
                ["count"] = ours[i].Addresses.Length,
            });
        }

        await CompareAsync(requests, (i, theirs) =>
        {
            ours[i].Phrase.ShouldBe(theirs.GetProperty("phrase").GetString());
            ours[i].Addresses.ShouldBe(theirs.GetProperty("addresses").Deserialize<string[]>());
        });
    }

    private static (string Phrase, string[] Addresses) Derive(byte[] entropy, string passphrase)
    {
        using SecretBytes phrase = Mnemonic.FromEntropy(entropy);
        using SecretLease words = phrase.Open();
        using SecretBytes seed = MnemonicSeed.Derive(words.Span, Encoding.UTF8.GetBytes(passphrase));
        using SecretLease seedBytes = seed.Open();
        using ExtendedPrivateKey root = ExtendedPrivateKey.FromSeed(seedBytes.Span);
        string[] addresses = new string[2];
        for (uint index = 0; index < addresses.Length; index++)
        {
            using ExtendedPrivateKey child = root.Derive(DerivationPath.Bip44(60, 0, 0, index));
            addresses[index] = EthereumAddress.FromPublicKey(child.Key.PublicKey.ToUncompressed()).ToString();
        }

        return (Encoding.UTF8.GetString(words.Span), addresses);
    }

    private async Task CompareAsync(List<JsonObject> requests, Action<int, JsonElement> compare)
    {
        output.WriteLine($"seed {_cases.Seed}, {requests.Count} cases");
        IReadOnlyList<JsonElement> answers = await NodePeer.AskAsync(
            Repository.PathOf("tests", "Strongroom.Tests", "Chains", "ethers-peer.mjs"), requests);
        for (int i = 0; i < answers.Count; i++)
        {
            try
            {
                compare(i, answers[i]);
            }
            catch (ShouldAssertException problem)
            {
                string place = $"STRONGROOM_SEED={_cases.Seed}, case {i}: {requests[i].ToJsonString()}";
                throw new InvalidOperationException(place, problem);
            }
        }
    }

    private static string Serialize(TransactionSignature signature)
    {
        byte[] bytes = new byte[TransactionSignature.CompactSizeBytes];
        signature.WriteCompact(bytes);
        return HexText.Format([.. bytes, (byte)(signature.IsOddY ? 28 : 27)]);
    }

    private static JsonObject FieldsOf(SignedTransaction complete)
    {
        EthereumTransaction transaction = complete.Transaction;
        bool isDynamic = transaction.Kind == TransactionKind.DynamicFee;
        JsonObject fields = new()
        {
            ["type"] = (int)transaction.Kind,
            ["chainId"] = transaction.ChainNumber?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "0",
            ["nonce"] = transaction.Nonce,
            ["gasLimit"] = transaction.GasLimit.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [isDynamic ? "maxFeePerGas" : "gasPrice"] = transaction.MaxFeePerGas.ToString(),
            ["to"] = transaction.To?.ToString(),
            ["value"] = transaction.Value.ToString(),
            ["data"] = HexText.Format(transaction.CallData.Span),
        };
        if (isDynamic) fields["maxPriorityFeePerGas"] = transaction.MaxPriorityFeePerGas.ToString();
        if (transaction.Kind == TransactionKind.Legacy) return fields;
        JsonArray list = [];
        foreach (AccessListEntry entry in transaction.AccessList)
        {
            JsonArray keys = [.. entry.StorageKeys.Select(key => JsonValue.Create(key.ToString()))];
            list.Add((JsonNode)new JsonObject { ["address"] = entry.Address.ToString(), ["storageKeys"] = keys });
        }

        fields["accessList"] = list;
        return fields;
    }
}
