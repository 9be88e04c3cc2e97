using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>
/// ethereum/tests TransactionTests: signed bytes with, per fork, an exception or (hash, sender,
/// intrinsicGas). The newest fork of a case counts; these tests are set on chain 1.
/// </summary>
public sealed class TransactionVectors(ITestOutputHelper output)
{
    private static readonly string[] Forks = ["Prague", "Cancun", "Shanghai", "Paris", "London", "Berlin"];

    [VectorFact]
    public void Accepts_and_refuses_what_nodes_do() =>
        VectorFiles.RunJson("ethereum", "TransactionTests*.json", output, root =>
        {
            int cases = 0;
            foreach (JsonProperty property in root.EnumerateObject())
            {
                try
                {
                    Check(property.Value);
                }
                catch (Exception problem)
                {
                    throw new InvalidOperationException(property.Name + ": " + problem.Message, problem);
                }

                cases++;
            }

            return cases;
        });

    private static void Check(JsonElement test)
    {
        JsonElement results = test.GetProperty("result");
        string fork = Forks.First(name => results.TryGetProperty(name, out _));
        JsonElement expected = results.GetProperty(fork);
        Refusal? refusal = Judge(Json.Bytes(test.GetProperty("txbytes")), out SignedTransaction? complete);
        if (expected.TryGetProperty("exception", out _))
        {
            refusal.ShouldNotBeNull();
            return;
        }

        refusal.ShouldBeNull();
        complete.ShouldNotBeNull();
        complete.Hash.ShouldBe(Json.Hash(expected.GetProperty("hash")));
        complete.Sender.ShouldBe(Json.Address(expected.GetProperty("sender")));
        complete.Transaction.EncodeSigned(complete.Signature).ShouldBe(Json.Bytes(test.GetProperty("txbytes")));
        ulong intrinsicGas = (ulong)Json.Number(expected.GetProperty("intrinsicGas"));
        if (fork is "Prague" or "Cancun" or "Shanghai")
            TransactionRules.IntrinsicGas(complete.Transaction).ShouldBe(intrinsicGas);
    }

    private static Refusal? Judge(byte[] raw, out SignedTransaction? complete)
    {
        if (!SignedTransaction.TryDecode(raw, out complete, out Refusal? refusal)) return refusal;
        if (complete.Transaction.ChainNumber is not (null or 1))
            return new Refusal("test.other_chain", "These tests are set on chain 1.");
        return TransactionRules.TryCheck(complete.Transaction, out refusal) ? null : refusal;
    }
}
