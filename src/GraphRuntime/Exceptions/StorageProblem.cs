namespace GraphRuntime;

/// <summary>What keeps a store from doing its work.</summary>
public enum StorageProblem
{
    /// <summary>The server or file cannot be reached now; worth trying again.</summary>
    Unavailable,

    /// <summary>Somebody else holds a lock for too long; worth trying again.</summary>
    Busy,

    /// <summary>The file or database is read-only.</summary>
    ReadOnly,

    /// <summary>The disk or quota is full.</summary>
    Full,

    /// <summary>Wrong user or password, or missing rights on the schema.</summary>
    AccessDenied,

    /// <summary>The stored schema is newer than this library.</summary>
    NewerSchema,

    /// <summary>The database itself is damaged.</summary>
    Corrupted,

    /// <summary>The store was disposed or misconfigured.</summary>
    Misuse,
}
