namespace GraphRuntime.Checkpointing;

/// <summary>Why a checkpoint was made. The values are stored; they never change their meaning.</summary>
public enum CheckpointSource
{
    /// <summary>A run received input; the input is not applied to the state yet.</summary>
    Input = 0,

    /// <summary>A superstep was applied.</summary>
    Loop = 1,

    /// <summary>The state was edited from outside.</summary>
    Update = 2,

    /// <summary>A copy of another checkpoint, made to go on from there.</summary>
    Fork = 3,
}
