using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>Why a store cannot do its work.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StorageProblem>))]
public enum StorageProblem
{
    /// <summary>The server or file cannot be reached now; try again.</summary>
    [JsonStringEnumMemberName("unavailable")]
    Unavailable,

    /// <summary>Another connection holds a lock for too long; try again.</summary>
    [JsonStringEnumMemberName("busy")]
    Busy,

    /// <summary>The file or database is read-only.</summary>
    [JsonStringEnumMemberName("read_only")]
    ReadOnly,

    /// <summary>The disk or quota is full.</summary>
    [JsonStringEnumMemberName("full")]
    Full,

    /// <summary>Wrong user or password, or missing rights on the schema.</summary>
    [JsonStringEnumMemberName("access_denied")]
    AccessDenied,

    /// <summary>The stored schema is newer than this library.</summary>
    [JsonStringEnumMemberName("newer_schema")]
    NewerSchema,

    /// <summary>The database itself is damaged.</summary>
    [JsonStringEnumMemberName("corrupted")]
    Corrupted,

    /// <summary>The store was disposed or misconfigured.</summary>
    [JsonStringEnumMemberName("misuse")]
    Misuse,
}
