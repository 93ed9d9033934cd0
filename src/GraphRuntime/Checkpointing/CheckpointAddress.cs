namespace GraphRuntime.Checkpointing;

/// <summary>Names one line of checkpoints: a thread and a namespace in it.</summary>
/// <param name="ThreadId">The thread.</param>
/// <param name="Namespace">The namespace; the empty string is the root graph, subgraphs have paths below it.</param>
public readonly record struct CheckpointAddress(string ThreadId, string Namespace);
