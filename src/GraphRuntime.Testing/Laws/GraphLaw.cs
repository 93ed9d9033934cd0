namespace GraphRuntime.Testing;

/// <summary>A law that every graph with repeatable nodes keeps: two ways to run it that must lead to the same states.</summary>
public enum GraphLaw
{
    /// <summary>A run that pauses before and after every node, and is resumed each time, ends as a run without pauses.</summary>
    Stepping,

    /// <summary>A process that ends at any write of the store, and a new one that goes on, end as one process does.</summary>
    Crash,

    /// <summary>Questions may be answered together, one by one, in any order, and after a restart.</summary>
    Answers,

    /// <summary>The three values of <see cref="DurabilityMode"/> give the same states.</summary>
    Durability,

    /// <summary>Going on from any earlier checkpoint repeats what followed it, and leaves the checkpoints that were there as they were.</summary>
    Replay,

    /// <summary>An edit as a node, with what the node would have written, equals the node. It needs <see cref="GraphLawSubject{TState}.Writes"/>.</summary>
    Edits,

    /// <summary>A copy of a thread, and a pruned thread, go on as the thread itself does.</summary>
    Copy,

    /// <summary>
    /// What is written once is stored a few times at most, however long the thread goes on and however deep its subgraphs nest. It needs
    /// <see cref="GraphLawSubject{TState}.WrittenOnce"/>.
    /// </summary>
    Storage,

    /// <summary>
    /// A recorded replay of the history gives every state that is stored, byte for byte, and runs no node; a replay that verifies finds no difference.
    /// </summary>
    History,

    /// <summary>What the <see cref="StreamModes.Updates"/> of the runs show, added up through the channels, is the state.</summary>
    Events,
}
