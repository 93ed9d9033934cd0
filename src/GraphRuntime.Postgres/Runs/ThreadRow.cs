using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>A thread and the number of its last change.</summary>
internal readonly record struct ThreadRow(StoredThread Thread, long Version)
{
    public const int Width = 12;

    /// <summary>Reads the columns of one thread, which begin at any place of a row; <see langword="null"/> where an outer join found none.</summary>
    public static ThreadRow? Read(NpgsqlDataReader reader, int first)
    {
        if (reader.IsDBNull(first))
        {
            return null;
        }

        var pause = reader.IsDBNull(first + 4) ? null : new ThreadPause((RunStatusReason)reader.GetInt16(first + 4), reader.Texts(first + 5));
        return new ThreadRow(
            new StoredThread
            {
                ThreadId = reader.GetString(first),
                Status = (ThreadStatus)reader.GetInt16(first + 2),
                Rest = new ThreadRest((ThreadStatus)reader.GetInt16(first + 3), pause),
                GraphName = reader.Text(first + 6),
                Metadata = reader.Bytes(first + 7),
                Context = reader.Bytes(first + 10),
                LastEvent = reader.GetInt64(first + 11),
                CreatedAt = reader.Moment(first + 8)!.Value,
                UpdatedAt = reader.Moment(first + 9)!.Value,
            },
            reader.GetInt64(first + 1));
    }
}
