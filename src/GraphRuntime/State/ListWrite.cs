using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What writing an element to a list with rules does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ListWrite>))]
public enum ListWrite
{
    /// <summary>The element replaces the one with the same key, or is added at the end.</summary>
    [JsonStringEnumMemberName("put")]
    Put,

    /// <summary>The element with the same key is removed. Where there is none, nothing happens.</summary>
    [JsonStringEnumMemberName("remove")]
    Remove,

    /// <summary>All elements before this one are removed.</summary>
    [JsonStringEnumMemberName("remove_all")]
    RemoveAll,
}
