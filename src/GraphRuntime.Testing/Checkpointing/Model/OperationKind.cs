namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>What one step of a random sequence does.</summary>
internal enum OperationKind
{
    Put,
    PutStaleEpoch,
    PutStaleHead,
    PutUsedId,
    PutMisplacedAppend,
    RepeatPut,
    PutWrites,
    PutWritesStaleEpoch,
    Acquire,
    DeleteThread,
    DeleteRuns,
    CopyThread,
    Prune,
    List,
}
