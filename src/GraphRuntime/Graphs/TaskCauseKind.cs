using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What made a task run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskCauseKind>))]
public enum TaskCauseKind
{
    /// <summary>An edge from <see cref="Graph.Start"/>, conditional or not.</summary>
    Entry,

    /// <summary>An edge from a node.</summary>
    Edge,

    /// <summary>A conditional edge chose it.</summary>
    Branch,

    /// <summary>A command of a node named it.</summary>
    Command,

    /// <summary>A send of a node made it.</summary>
    Send,

    /// <summary>All nodes of a join have run.</summary>
    Join,

    /// <summary>It was deferred, and nothing else was left to run.</summary>
    Deferred,

    /// <summary>An input of a run waits to be applied, or a command that is the input of a run named the node.</summary>
    Input,

    /// <summary>An edit of the state led to it, or left it to run.</summary>
    Edit,

    /// <summary>The thread went back to an earlier checkpoint, where it was to run.</summary>
    Fork,
}
