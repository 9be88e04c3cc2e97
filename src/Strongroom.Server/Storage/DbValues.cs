using System.Globalization;
using System.Numerics;
using Npgsql;
using NpgsqlTypes;

namespace Strongroom.Server.Storage;

/// <summary>
/// Typed parameters in, typed columns out. Money is numeric(78,0) and only ever a BigInteger.
/// </summary>
internal static class DbValues
{
    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, Guid? value) =>
        Add(command, name, NpgsqlDbType.Uuid, value);

    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, string? value) =>
        Add(command, name, NpgsqlDbType.Text, value);

    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, byte[]? value) =>
        Add(command, name, NpgsqlDbType.Bytea, value);

    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, long? value) =>
        Add(command, name, NpgsqlDbType.Bigint, value);

    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, bool value) =>
        Add(command, name, NpgsqlDbType.Boolean, value);

    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, DateTimeOffset? value) =>
        Add(command, name, NpgsqlDbType.TimestampTz, value?.ToUniversalTime());

    internal static NpgsqlCommand WithMoney(this NpgsqlCommand command, string name, BigInteger value) =>
        Add(command, name, NpgsqlDbType.Numeric, value);

    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, string[] value) =>
        Add(command, name, NpgsqlDbType.Array | NpgsqlDbType.Text, value);

    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, byte[][] value) =>
        Add(command, name, NpgsqlDbType.Array | NpgsqlDbType.Bytea, value);

    internal static NpgsqlCommand With(this NpgsqlCommand command, string name, Guid[] value) =>
        Add(command, name, NpgsqlDbType.Array | NpgsqlDbType.Uuid, value);

    /// <summary>Base units in plain digits, with a sign where a sum may be negative.</summary>
    internal static string GetMoneyText(this NpgsqlDataReader reader, int column) =>
        reader.GetMoney(column).ToString(CultureInfo.InvariantCulture);

    internal static BigInteger GetMoney(this NpgsqlDataReader reader, int column) =>
        reader.GetFieldValue<BigInteger>(column);

    internal static byte[] GetBytes(this NpgsqlDataReader reader, int column) =>
        reader.GetFieldValue<byte[]>(column);

    internal static DateTimeOffset GetTime(this NpgsqlDataReader reader, int column) =>
        reader.GetFieldValue<DateTimeOffset>(column);

    internal static string? GetStringOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static Guid? GetGuidOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetGuid(column);

    internal static byte[]? GetBytesOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetBytes(column);

    internal static long? GetLongOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);

    internal static DateTimeOffset? GetTimeOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetTime(column);

    internal static BigInteger? GetMoneyOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetMoney(column);

    private static NpgsqlCommand Add(NpgsqlCommand command, string name, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
        return command;
    }
}
