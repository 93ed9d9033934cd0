using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>
/// Creates the tables and brings them up to date. One transaction under one advisory lock, so it may run twice, and in many processes at
/// once. Where nothing is to be done it only reads, so a role without the right to create tables suffices.
/// </summary>
internal sealed class SchemaMigrator(SchemaName schema, IReadOnlyList<SchemaRoom> rooms)
{
    /// <summary>Looks at the versions and migrates where that is needed and allowed.</summary>
    public async Task EnsureAsync(NpgsqlConnection connection, bool mayMigrate, CancellationToken cancellationToken)
    {
        if (await ExecuteAsync(connection, "SELECT current_setting('transaction_read_only')", null, cancellationToken).ConfigureAwait(false) is "on")
        {
            throw PostgresErrors.ReadOnlyServer();
        }

        if (await IsCurrentAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (!mayMigrate)
        {
            throw new StorageException(
                StorageProblem.Misuse,
                $"Schema '{schema.Name}' is missing or older than this library, and migration on first use is off. Call PostgresDatabase.MigrateAsync with a role that may create tables.");
        }

        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(hashtextextended('graphruntime.' || $1, 0))", schema.Name, cancellationToken).ConfigureAwait(false);
        if (await ExecuteAsync(connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", schema.Name, cancellationToken).ConfigureAwait(false) is null)
        {
            await ExecuteAsync(connection, "CREATE SCHEMA {schema}", null, cancellationToken).ConfigureAwait(false);
        }

        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS {schema}.schema_version (room text PRIMARY KEY, version int NOT NULL, oldest_reader int NOT NULL)",
            null,
            cancellationToken).ConfigureAwait(false);
        var stored = await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        foreach (var room in rooms)
        {
            await MigrateAsync(connection, room, stored.GetValueOrDefault(room.Name).Version, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MigrateAsync(NpgsqlConnection connection, SchemaRoom room, int version, CancellationToken cancellationToken)
    {
        for (var i = version; i < room.Version; i++)
        {
            await ExecuteAsync(connection, SchemaRoom.Read(room.Scripts[i]), null, cancellationToken).ConfigureAwait(false);
        }

        if (version >= room.Version)
        {
            return;
        }

        var command = new Statement(
            schema,
            "INSERT INTO {schema}.schema_version VALUES ($1, $2, $3) ON CONFLICT (room) DO UPDATE SET version = excluded.version, oldest_reader = excluded.oldest_reader")
            .On(connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new() { Value = room.Name });
            command.Parameters.Add(new() { Value = room.Version });
            command.Parameters.Add(new() { Value = room.OldestReader });
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsCurrentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var table = await ExecuteAsync(
            connection,
            "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'schema_version'",
            schema.Name,
            cancellationToken).ConfigureAwait(false);
        if (table is null)
        {
            return false;
        }

        var stored = await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        foreach (var room in rooms)
        {
            var (version, oldestReader) = stored.GetValueOrDefault(room.Name);
            if (oldestReader > room.Version)
            {
                throw new StorageException(
                    StorageProblem.NewerSchema,
                    $"Schema '{schema.Name}' has version {version} of '{room.Name}', which needs a library that knows version {oldestReader}; this one knows {room.Version}. Update GraphRuntime.Postgres.");
            }

            if (version < room.Version)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<Dictionary<string, (int Version, int OldestReader)>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var command = new Statement(schema, "SELECT room, version, oldest_reader FROM {schema}.schema_version").On(connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    versions[reader.GetString(0)] = (reader.GetInt32(1), reader.GetInt32(2));
                }
            }
        }

        return versions;
    }

    private async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql, string? argument, CancellationToken cancellationToken)
    {
        var command = new Statement(schema, sql).On(connection);
        await using (command.ConfigureAwait(false))
        {
            if (argument is not null)
            {
                command.Parameters.Add(new() { Value = argument, NpgsqlDbType = NpgsqlDbType.Text });
            }

            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
