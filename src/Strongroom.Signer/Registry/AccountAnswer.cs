using System.Buffers.Text;
using System.Text.Json;
using Strongroom.Intents;
using Strongroom.Policies;
using Strongroom.Registry;
using Strongroom.Signer.Intents;

namespace Strongroom.Signer.Registry;

/// <summary>GET /v1/registry/accounts/{account}: the account with its signed address statement.</summary>
internal sealed record AccountAnswer(AccountRecord Account, ulong NextNonce) : IAnswer
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("account"u8, Account.Account.ToString());
        json.WriteString("owner"u8, Account.Owner.ToString());
        json.WriteString("chain"u8, Account.Chain.ToString());
        json.WriteString("address"u8, Account.Address.ToString());
        json.WriteString("root"u8, Account.Root.ToString());
        json.WriteString("path"u8, Account.Path);
        json.WriteString("level"u8, Account.Level.ToText());
        json.WriteString("temperature"u8, Account.Temperature.ToText());
        json.WriteNumber("generation"u8, Account.Generation);
        json.WriteString("signature"u8, Base64Url.EncodeToString(Account.Signature.Span));
        json.WriteString("date"u8, Account.Date.ToString());
        json.WriteNumber("nextNonce"u8, NextNonce);
        json.WriteEndObject();
    }
}
