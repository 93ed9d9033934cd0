using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>What the checkpoint that a graph goes on from has, besides its channels and its schedule. It stays as it was read.</summary>
internal sealed record LoadedCheckpoint
{
    /// <summary>A graph that begins without a checkpoint.</summary>
    public static readonly LoadedCheckpoint None = new();

    /// <summary>The run that made it.</summary>
    public string? RunId { get; init; }

    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>True where the run that made it paused at it.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The name of the call that made this checkpoint of a memory, or <see langword="null"/>.</summary>
    public string? Call { get; init; }

    /// <summary>The checkpoint of the root graph that this one of a subgraph belongs to, or 0.</summary>
    public long RootCheckpointId { get; init; }

    /// <summary>Rewrites what is stored beside it; <see langword="null"/> where it has the version of the graph.</summary>
    public StateMigration? Migration { get; init; }

    /// <summary>The logs of a checkpoint that was migrated, under their old names.</summary>
    public ChannelReference[]? Logs { get; init; }

    /// <summary>The checkpoint whose results hold the input that this one waits to apply, or 0.</summary>
    public long InputChild { get; init; }

    /// <summary>What the tasks that started from it wrote, or empty.</summary>
    public ReadOnlyMemory<byte> ChildResults { get; init; }

    /// <summary>What the tasks wrote that led to it, or empty.</summary>
    public ReadOnlyMemory<byte> OwnResults { get; init; }

    /// <summary>The same once its input was applied.</summary>
    public LoadedCheckpoint WithoutInput() => InputChild == 0 ? this : this with { InputChild = 0 };
}
