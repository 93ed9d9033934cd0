using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>A stored state has a channel that the graph does not have, and no migration removes or renames it.</summary>
public sealed class SchemaChangedException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="version">The version of the schema.</param>
    public SchemaChangedException(string threadId, string channel, int version)
        : base($"Thread '{threadId}': its state has a channel '{channel}' that version {version} of the graph's state does not have. Raise the version of the state and register a migration that renames or removes it.")
    {
        ThreadId = threadId;
        Channel = channel;
        Version = version;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The channel.</summary>
    public string Channel { get; }

    /// <summary>The version of the schema.</summary>
    public int Version { get; }
}
