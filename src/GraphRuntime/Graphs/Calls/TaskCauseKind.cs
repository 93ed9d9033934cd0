using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What made a task run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskCauseKind>))]
public enum TaskCauseKind
{
    /// <summary>An edge from <see cref="Graph.Start"/>, conditional or not.</summary>
    [JsonStringEnumMemberName("entry")]
    Entry,

    /// <summary>An edge from a node.</summary>
    [JsonStringEnumMemberName("edge")]
    Edge,

    /// <summary>A conditional edge chose it.</summary>
    [JsonStringEnumMemberName("branch")]
    Branch,

    /// <summary>A command of a node named it.</summary>
    [JsonStringEnumMemberName("command")]
    Command,

    /// <summary>A send of a node made it.</summary>
    [JsonStringEnumMemberName("send")]
    Send,

    /// <summary>All nodes of a join have run.</summary>
    [JsonStringEnumMemberName("join")]
    Join,

    /// <summary>It was deferred, and nothing else was left to run.</summary>
    [JsonStringEnumMemberName("deferred")]
    Deferred,

    /// <summary>An input of a run waits to be applied, or a command that is the input of a run named the node.</summary>
    [JsonStringEnumMemberName("input")]
    Input,

    /// <summary>An edit of the state led to it, or left it to run.</summary>
    [JsonStringEnumMemberName("edit")]
    Edit,

    /// <summary>The thread went back to an earlier checkpoint, where it was to run.</summary>
    [JsonStringEnumMemberName("fork")]
    Fork,
}
