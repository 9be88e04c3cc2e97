using System.Text.Json;
using Strongroom.Chains.Ethereum;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Chains.Ethereum;

/// <summary>
/// ethers testcases/accounts, create and create2: addresses of keys and of contracts to come.
/// </summary>
public sealed class AddressVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Derives_the_address_of_a_private_key() =>
        VectorFiles.RunJson("ethereum", "ethers-accounts*.json", output, root => Run(root, test =>
        {
            string address = test.GetProperty("address").GetString()!;
            using TestAccount account = new(Json.Bytes(test.GetProperty("privateKey")));
            account.Address.ToString().ShouldBe(address);
            EthereumAddress.TryParse(address, out EthereumAddress parsed, out _).ShouldBeTrue();
            parsed.ShouldBe(account.Address);
            return 1;
        }));

    [VectorFact]
    public void Derives_the_address_of_a_contract_created_by_a_nonce() =>
        VectorFiles.RunJson("ethereum", "ethers-create.json", output, root => Run(root, test =>
        {
            EthereumAddress sender = Json.Address(test.GetProperty("sender"));
            return Run(test.GetProperty("creates"), create =>
            {
                EthereumAddress address = ContractAddress.Create(sender, create.GetProperty("nonce").GetUInt64());
                address.ToString().ShouldBe(create.GetProperty("address").GetString());
                return 1;
            });
        }));

    [VectorFact]
    public void Derives_the_address_of_a_contract_created_by_a_salt() =>
        VectorFiles.RunJson("ethereum", "ethers-create2.json", output, root => Run(root, test =>
        {
            EthereumAddress sender = Json.Address(test.GetProperty("sender"));
            return Run(test.GetProperty("creates"), create =>
            {
                Hash32 initCodeHash = Hash32.Keccak(Json.Bytes(create.GetProperty("initCode")));
                initCodeHash.ShouldBe(Json.Hash(create.GetProperty("initCodeHash")));
                Hash32 salt = Json.Hash(create.GetProperty("salt"));
                EthereumAddress address = ContractAddress.Create2(sender, salt, initCodeHash);
                address.ToString().ShouldBe(create.GetProperty("address").GetString());
                return 1;
            });
        }));

    private static int Run(JsonElement list, Func<JsonElement, int> check)
    {
        int cases = 0;
        foreach (JsonElement test in list.EnumerateArray()) cases += check(test);
        return cases;
    }
}
