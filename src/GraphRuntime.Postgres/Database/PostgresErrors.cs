using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>Turns what Npgsql throws into the errors of this library. Messages name the SQLSTATE, never a value or a connection string.</summary>
internal static class PostgresErrors
{
    private const string NotReached = "cannot be reached, or the connection was lost; check that the server runs, and its host and port in the connection string";

    /// <summary>The error to throw instead, or <see langword="null"/> where the exception is not about the database.</summary>
    public static Exception? Translate(Exception exception) => exception switch
    {
        PostgresException server => Translate(server),
        ConnectionLostException { InnerException: { } cause } => Translate(cause) is StorageException { IsTransient: true } known ? known : Unavailable(NotReached, cause),
        NpgsqlException { InnerException: AuthenticationException } => Denied("the secure connection could not be set up", exception),
        NpgsqlException { InnerException: TimeoutException } => Unavailable("did not answer in time, or all connections of the pool are in use", exception),
        NpgsqlException { IsTransient: true } => Unavailable(NotReached, exception),
        NpgsqlException { InnerException: null } => Denied("the login was refused before it was tried", exception),
        NpgsqlException or SocketException or IOException or TimeoutException => Unavailable(NotReached, exception),
        ObjectDisposedException => new StorageException(StorageProblem.Misuse, "The PostgreSQL store was disposed. Create a new one.", exception),
        _ => null,
    };

    /// <summary>A server that cannot be written to when it is used for the first time.</summary>
    public static StorageException ReadOnlyServer() => new(
        StorageProblem.ReadOnly, "PostgreSQL is read-only. Connect to the primary server (Target Session Attributes=primary), and to a role and database whose transactions may write.");

    /// <summary>
    /// True where the server itself has said that nothing of the statement was stored; false where the answer may have been lost on the way.
    /// </summary>
    public static bool IsDefinite(Exception exception) =>
        exception is PostgresException { SqlState: var state } && !state.StartsWith("57P", StringComparison.Ordinal) && !state.StartsWith("08", StringComparison.Ordinal);

    private static Exception? Translate(PostgresException server) => server.SqlState switch
    {
        PostgresErrorCodes.DiskFull => Error(StorageProblem.Full, "has no disk space left; make room and try again", server),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ConfigurationLimitExceeded =>
            Error(StorageProblem.Busy, "has no free connection; lower Maximum Pool Size or raise max_connections", server),
        PostgresErrorCodes.OutOfMemory => Error(StorageProblem.Busy, "is out of memory", server),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            Error(StorageProblem.Busy, "gave way to another transaction", server),
        PostgresErrorCodes.QueryCanceled => Error(StorageProblem.Busy, "cancelled the statement, by its own time-out or by an administrator", server),

        // The first connection has looked that the server can be written to. So this session is on a server that was the primary until a failover.
        PostgresErrorCodes.ReadOnlySqlTransaction => Unavailable("has become read-only, as after a failover; the next attempt opens a new connection", server),
        PostgresErrorCodes.InsufficientPrivilege =>
            Denied("the role lacks a right on the schema or its tables; grant USAGE on the schema and its sequences, SELECT, INSERT, UPDATE and DELETE on its tables, and EXECUTE on its functions", server),
        PostgresErrorCodes.InvalidCatalogName => Error(StorageProblem.Misuse, "has no database of that name; create it or correct the connection string", server),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn =>
            Error(StorageProblem.Misuse, "lacks tables of this library; call PostgresDatabase.MigrateAsync", server),
        PostgresErrorCodes.ProgramLimitExceeded =>
            new ArgumentException($"A name is too long or a value too large for PostgreSQL (SQLSTATE {server.SqlState}).", server),
        _ => TranslateClass(server),
    };

    private static Exception? TranslateClass(PostgresException server) => server.SqlState[..2] switch
    {
        "08" or "57" or "58" => Unavailable("is starting, stopping or lost the connection", server),
        "53" => Error(StorageProblem.Busy, "is short of resources", server),
        "28" => Denied("wrong user or password, or pg_hba.conf does not let this client in", server),
        "XX" => Error(StorageProblem.Corrupted, "reports damaged data or an internal error; see the server's log", server),
        "22" => new ArgumentException(
            $"PostgreSQL cannot hold the text or metadata given: it must be valid Unicode without U+0000, and metadata one JSON object (SQLSTATE {server.SqlState}).", server),
        "GR" => null,
        _ => Error(StorageProblem.Misuse, "refused the statement; see the server's log", server),
    };

    private static StorageException Unavailable(string reason, Exception cause) => Error(StorageProblem.Unavailable, reason, cause);

    private static StorageException Denied(string reason, Exception cause) =>
        new(StorageProblem.AccessDenied, $"PostgreSQL denied access: {reason}{State(cause)}.", cause);

    private static StorageException Error(StorageProblem problem, string reason, Exception cause) =>
        new(problem, $"PostgreSQL {reason}{State(cause)}.", cause);

    private static string State(Exception cause) => cause is PostgresException server ? $" (SQLSTATE {server.SqlState})" : "";
}
