namespace GraphRuntime.Sqlite;

/// <summary>Says where SQLite storage lives and what it promises.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>
    /// The connection string in the form of Microsoft.Data.Sqlite, for example <c>Data Source=threads.db</c> or
    /// <c>Data Source=name;Mode=Memory;Cache=Shared</c>. <c>Data Source=:memory:</c> is a database that only this store can see. <c>|DataDirectory|</c> at the
    /// beginning of the path stands for the data directory of the application domain or, where none is set, for the directory of the application.
    /// </summary>
    /// <remarks>A file that does not exist yet is made so that only its owner may read and write it. A file that exists, or is named by a URI, keeps or gets what the system says.</remarks>
    /// <value>The default is the empty string, which is refused on opening.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>What a completed commit survives.</summary>
    /// <value>The default is <see cref="SqliteSynchronous.Normal"/>.</value>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Normal;

    /// <summary>How long to wait for another process that holds the database before giving up with <see cref="StorageProblem.Busy"/>. <c>Default Timeout</c> in the connection string, in seconds, takes its place.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many writes may wait for the writer; further callers wait until there is room.</summary>
    /// <value>The default is 1,024.</value>
    public int MaxQueuedWrites { get; set; } = 1024;

    /// <summary>How many writes one transaction takes at most.</summary>
    /// <value>The default is 256.</value>
    public int MaxWritesPerCommit { get; set; } = 256;

    /// <summary>How many connections for reading stay open while nobody reads.</summary>
    /// <value>The default is 8.</value>
    public int MaxIdleReaders { get; set; } = 8;

    /// <summary>
    /// How often a store with subscribers looks whether another process has changed something; <see cref="Timeout.InfiniteTimeSpan"/> for never.
    /// </summary>
    /// <value>The default is 250 milliseconds.</value>
    public TimeSpan ChangePollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ConnectionString);
        ArgumentOutOfRangeException.ThrowIfNegative(BusyTimeout.Ticks, nameof(BusyTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BusyTimeout, TimeSpan.FromMilliseconds(int.MaxValue));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxQueuedWrites, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWritesPerCommit, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxIdleReaders);
        if (ChangePollInterval != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ChangePollInterval, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(ChangePollInterval, TimeSpan.FromDays(1));
        }

        if (!Enum.IsDefined(Synchronous))
        {
            throw new ArgumentOutOfRangeException(nameof(Synchronous), Synchronous, "Use Normal or Full.");
        }
    }
}
