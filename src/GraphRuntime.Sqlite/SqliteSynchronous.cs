namespace GraphRuntime.Sqlite;

/// <summary>What a completed commit survives.</summary>
public enum SqliteSynchronous
{
    /// <summary>
    /// Survives the death of the process at any moment. A loss of power or a crash of the operating system can take the newest commits,
    /// never a part of one, and never damages the database.
    /// </summary>
    Normal = 0,

    /// <summary>Survives a loss of power as well: every commit waits until the disk has it. Several times slower for a single thread.</summary>
    Full = 1,
}
