using System.Data;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>
/// An exception of any type that came up while a connection was being lost. Npgsql then throws whatever its reader or its stream met, for example
/// <see cref="ArgumentOutOfRangeException"/>, so the type says nothing.
/// </summary>
[SuppressMessage("Design", "CA1064", Justification = "It is translated before it leaves the package.")]
internal sealed class ConnectionLostException(Exception cause) : Exception("The connection to PostgreSQL was lost.", cause)
{
    /// <summary>Whether the exception counts as loss of the connection, whatever its type is.</summary>
    /// <param name="connection">The connection that was open before.</param>
    /// <param name="exception">What was thrown while it was in use.</param>
    /// <param name="wasCancelled">Whether the call was cancelled: Npgsql may break a connection to end a statement.</param>
    public static bool IsMeant(NpgsqlConnection connection, Exception exception, bool wasCancelled) =>
        exception is not (PostgresException or GraphRuntimeException or OperationCanceledException)
        && (wasCancelled || connection.State != ConnectionState.Open);
}
