using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Chains.Ethereum;
using Strongroom.Cryptography;
using Strongroom.Cryptography.Sodium;
using Strongroom.Intents;
using Strongroom.Registry;
using Strongroom.Server.Storage;

namespace Strongroom.Server.Intents;

/// <summary>
/// What an effect at the Signer changes here: clients become active, accounts get the addresses that the
/// Signer derived. Every address statement is verified with the journal's key before it is stored.
/// </summary>
internal sealed class EffectTable
{
    private readonly NoteKey _signer;

    public EffectTable(ServerConfig config)
    {
        bool isKey = NoteKey.TryParse(config.SignerVkey, out NoteKey? key, out Refusal? refusal);
        _signer = isKey ? key! : throw new StorageException($"signerVkey: {refusal}");
    }

    internal Task ApplyAsync(
        DbScope scope, Intent intent, JsonElement effect, SignerAnswer answer, CancellationToken stop) =>
        intent switch
        {
            Intent.ClientRegistration of => ActivateAsync(scope, "client", of.Client.Value.ToGuid(), stop),
            Intent.WalletOpening of => OpenAsync(scope, of, effect, answer, stop),
            Intent.HouseWalletOpening of => OpenAsync(scope, of, effect, answer, stop),
            Intent.AllowlistEntry of => scope.Command("""
                INSERT INTO allowlist_entry (id, client, chain, address) VALUES (@id, @client, @chain, @address)
                ON CONFLICT DO NOTHING
                """).With("id", of.Entry.Value.ToGuid()).With("client", of.Client.Value.ToGuid())
                .With("chain", of.Chain.ToString()).With("address", of.Address.ToString()).RunAsync(stop),
            Intent.AllowlistRemoval of => scope.Command("DELETE FROM allowlist_entry WHERE id = @id")
                .With("id", of.Entry.Value.ToGuid()).RunAsync(stop),
            _ => Task.CompletedTask,
        };

    /// <summary>What was pending on an intent that ended without an effect.</summary>
    internal static Task RefuseAsync(DbScope scope, Intent intent, CancellationToken stop)
    {
        (string? table, Guid id) = intent switch
        {
            Intent.ClientRegistration of => ("client", of.Client.Value.ToGuid()),
            Intent.WalletOpening of => ("wallet", of.Wallet.Value.ToGuid()),
            Intent.HouseWalletOpening of => ("house_wallet", of.Wallet.Value.ToGuid()),
            _ => ((string?)null, Guid.Empty),
        };
        return table is null
            ? Task.CompletedTask
            : scope.Command($"UPDATE {table} SET state = 'refused' WHERE id = @id AND state = 'pending'")
                .With("id", id).RunAsync(stop);
    }

    private async Task OpenAsync(
        DbScope scope, Intent intent, JsonElement effect, SignerAnswer answer, CancellationToken stop)
    {
        (string table, WalletId wallet, Uuid7 owner, IReadOnlyList<AccountTerms> accounts) = intent switch
        {
            Intent.WalletOpening of => ("wallet", of.Wallet, of.Client.Value, of.Accounts),
            Intent.HouseWalletOpening of => ("house_wallet", of.Wallet, of.Wallet.Value, of.Accounts),
            _ => throw new InvariantException("only wallets are opened"),
        };
        Timestamp date = DateOf(answer);
        JsonElement[] addresses = [.. effect.GetProperty("addresses").EnumerateArray()];
        Invariant.Holds(addresses.Length == accounts.Count);
        foreach (AccountTerms terms in accounts)
        {
            JsonElement stated = addresses.Single(
                address => address.GetProperty("account").GetString() == terms.Account.ToString());
            AccountStatement statement = new(intent.Institution, owner, terms, date);
            await StoreAsync(scope, statement, stated, stop);
        }

        await ActivateAsync(scope, table, wallet.Value.ToGuid(), stop);
    }

    private async Task StoreAsync(
        DbScope scope, AccountStatement statement, JsonElement stated, CancellationToken stop)
    {
        (Digest genesis, Uuid7 owner, AccountTerms terms, Timestamp date) = statement;
        string text = stated.GetProperty("address").GetString()!;
        string path = stated.GetProperty("path").GetString()!;
        bool isAddress = EthereumAddress.TryParse(text, out EthereumAddress address, out _);
        bool isRoot = Digest.TryParse(stated.GetProperty("root").GetString(), out Digest root, out _);
        bool isSignature = Base64UrlText.TryRead(
            stated.GetProperty("signature").GetString()!, Ed25519.SignatureBytes, out byte[]? signature);
        AccountDemand demand = new(
            terms.Account, owner, terms.Chain, terms.Generation, terms.Temperature, path)
        {
            Root = root,
        };
        byte[] hash = AddressStatement.Hash(genesis, demand, address, date).ToBytes();
        // An address that the journal's key did not sign must never be shown to anybody.
        if (!isAddress || !isRoot || !isSignature || !Ed25519.Verify(_signer.PublicKey, hash, signature))
            throw new StorageException("the Signer's address statement does not verify");
        await scope.Command("""
            UPDATE account SET address = @address, path = @path, level = @level, signature = @signature,
                stated_at = @date WHERE id = @id
            """).With("address", text).With("path", path).With("level", stated.GetProperty("level").GetString())
            .With("signature", signature).With("date", date.ToDateTimeOffset())
            .With("id", terms.Account.Value.ToGuid()).RunAsync(stop);
    }

    // The statement's date is the time of the leaf that carries the effect.
    private static Timestamp DateOf(SignerAnswer answer)
    {
        string? text = answer.Body.GetProperty("receipt").GetProperty("leaf").GetProperty("time").GetString();
        bool isTime = Timestamp.TryParse(text, out Timestamp date, out _);
        Invariant.Holds(isTime);
        return date;
    }

    /// <summary>
    /// What the journal's key must have signed for an account, beside its address and path.
    /// </summary>
    private sealed record AccountStatement(Digest Genesis, Uuid7 Owner, AccountTerms Terms, Timestamp Date);

    private static Task<int> ActivateAsync(DbScope scope, string table, Guid id, CancellationToken stop) =>
        scope.Command($"UPDATE {table} SET state = 'active' WHERE id = @id AND state = 'pending'")
            .With("id", id).RunAsync(stop);
}
