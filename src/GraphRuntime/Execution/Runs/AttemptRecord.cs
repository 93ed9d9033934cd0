using GraphRuntime.Stores;

namespace GraphRuntime.Execution;

/// <summary>What the code of an attempt recorded, whatever it did afterwards. Most attempts record nothing and have none.</summary>
internal sealed class AttemptRecord
{
    /// <summary>The questions that the attempt waits on.</summary>
    public List<Interrupt>? Interrupts { get; set; }

    /// <summary>The answer that the attempt could not take.</summary>
    public AnswerException? Refusal { get; set; }

    /// <summary>The command of a subgraph for the graph of the task.</summary>
    public AppliedCommand? LeftCommand { get; set; }

    /// <summary>The partial result that is kept if the run is stopped.</summary>
    public StateUpdate? Kept { get; set; }

    /// <summary>What the attempt emitted, where a repair may ask for it.</summary>
    public EmissionLog? Emitted { get; set; }

    /// <summary>The inputs that were steered into subgraphs which the attempt called, and are part of what they gave back.</summary>
    public SteeredNumbers? Steered { get; set; }

    /// <summary>The buffered store writes that belong to the result.</summary>
    public List<StoreWrite>? StoreWrites { get; set; }
}
