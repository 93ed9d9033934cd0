using GraphRuntime.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime;

/// <summary>Puts everything the graph runtime keeps into one SQLite database.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Keeps checkpoints, threads, runs and the long-term store in a SQLite database with default options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string, for example <c>Data Source=threads.db</c>.</param>
    /// <returns>The builder.</returns>
    public static GraphRuntimeBuilder AddSqlite(this GraphRuntimeBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddSqlite(new SqliteStorageOptions { ConnectionString = connectionString });
    }

    /// <summary>
    /// Keeps checkpoints, threads, runs and the long-term store in a SQLite database. It is opened when the host starts, or when it is first needed; a database that cannot be used
    /// is reported then, as a <see cref="StorageException"/>. The services close it.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">Where the database is and what it promises.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Storage is registered already.</exception>
    public static GraphRuntimeBuilder AddSqlite(this GraphRuntimeBuilder builder, SqliteStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        builder.Services.AddSingleton(provider => SqliteStorage.Open(options, provider.GetService<TimeProvider>()));
        return builder.UseStorage(
            "SQLite",
            static provider => provider.GetRequiredService<SqliteStorage>().Checkpointer,
            static provider => provider.GetRequiredService<SqliteStorage>().RunStore,
            static provider => provider.GetRequiredService<SqliteStorage>().Store);
    }
}
