using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What creating a thread does if it exists.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IfThreadExists>))]
public enum IfThreadExists
{
    /// <summary>It fails with <see cref="ThreadExistsException"/>.</summary>
    [JsonStringEnumMemberName("raise")]
    Raise = 0,

    /// <summary>It returns the thread as it is.</summary>
    [JsonStringEnumMemberName("do_nothing")]
    DoNothing = 1,
}
