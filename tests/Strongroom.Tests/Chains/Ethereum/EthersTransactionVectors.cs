using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>ethers testcases/transactions: one transaction and key, every kind unsigned and signed.</summary>
public sealed class EthersTransactionVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Encodes_signs_and_reads_back_every_kind() =>
        VectorFiles.RunJson("ethereum", "ethers-transactions*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonElement test in root.EnumerateArray())
            {
                try
                {
                    Check(test);
                }
                catch (Exception problem)
                {
                    string name = test.GetProperty("name").GetString()!;
                    throw new InvalidOperationException(name + ": " + problem.Message, problem);
                }

                cases++;
            }

            return cases;
        });

    private static void Check(JsonElement test)
    {
        CheckKind(test, TransactionKind.Legacy, "Legacy", isProtected: false);
        CheckKind(test, TransactionKind.Legacy, "Eip155", isProtected: true);
        CheckKind(test, TransactionKind.AccessList, "Berlin", isProtected: true);
        CheckKind(test, TransactionKind.DynamicFee, "London", isProtected: true);
        string blob = test.GetProperty("signedCancun").GetString()!;
        if (blob.Length == 0) return;
        SignedTransaction.TryDecode(Json.Bytes(blob), out _, out Refusal? refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(Strongroom.Chains.ChainRefusal.TransactionTypeBlob);
        byte[] unsignedBlob = Json.Bytes(test.GetProperty("unsignedCancun"));
        UnsignedTransaction.TryDecode(unsignedBlob, out _, out refusal).ShouldBeFalse();
        refusal.ShouldNotBeNull().Code.ShouldBe(Strongroom.Chains.ChainRefusal.TransactionTypeBlob);
    }

    private static void CheckKind(JsonElement test, TransactionKind kind, string name, bool isProtected)
    {
        string unsigned = test.GetProperty("unsigned" + name).GetString()!;
        if (unsigned.Length == 0) return;
        EthereumTransaction transaction = Read(test.GetProperty("transaction"), kind, isProtected);
        transaction.EncodeUnsigned().ShouldBe(Json.Bytes(unsigned));

        using TestAccount account = new(Json.Bytes(test.GetProperty("privateKey")));
        SignedTransaction complete = account.Sign(transaction);
        byte[] raw = Json.Bytes(test.GetProperty("signed" + name));
        complete.Raw.ToArray().ShouldBe(raw);
        complete.Sender.ShouldBe(account.Address);
        JsonElement signature = test.GetProperty("signature" + name);
        complete.Signature.R.ShouldBe(Json.Number(signature, "r"));
        complete.Signature.S.ShouldBe(Json.Number(signature, "s"));

        SignedTransaction.TryDecode(raw, out SignedTransaction? again, out Refusal? refusal)
            .ShouldBeTrue(refusal?.ToString());
        again.Sender.ShouldBe(account.Address);
        again.Transaction.EncodeUnsigned().ShouldBe(Json.Bytes(unsigned));
    }

    private static EthereumTransaction Read(JsonElement json, TransactionKind kind, bool isProtected)
    {
        bool isDynamic = kind == TransactionKind.DynamicFee;
        ulong chainNumber = (ulong)Json.Number(json, "chainId");
        return new EthereumTransaction
        {
            Kind = kind,
            ChainNumber = isProtected ? chainNumber : null,
            Nonce = (ulong)Json.Number(json, "nonce"),
            MaxPriorityFeePerGas = isDynamic ? Json.Number(json, "maxPriorityFeePerGas") : 0,
            MaxFeePerGas = Json.Number(json, isDynamic ? "maxFeePerGas" : "gasPrice"),
            GasLimit = (ulong)Json.Number(json, "gasLimit"),
            To = json.TryGetProperty("to", out JsonElement to) ? Json.Address(to) : null,
            Value = Json.Number(json, "value"),
            CallData = json.TryGetProperty("data", out JsonElement data) ? Json.Bytes(data) : [],
            AccessList = ReadAccessList(json),
        };
    }

    private static List<AccessListEntry> ReadAccessList(JsonElement transaction)
    {
        List<AccessListEntry> entries = [];
        if (!transaction.TryGetProperty("accessList", out JsonElement list)) return entries;
        foreach (JsonElement item in list.EnumerateArray())
        {
            IEnumerable<JsonElement> keys = item.GetProperty("storageKeys").EnumerateArray();
            entries.Add(new AccessListEntry(Json.Address(item.GetProperty("address")), [.. keys.Select(Json.Hash)]));
        }

        return entries;
    }
}
