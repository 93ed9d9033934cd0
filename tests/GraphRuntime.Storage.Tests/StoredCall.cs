using GraphRuntime.Checkpointing;

namespace GraphRuntime.Storage.Tests;

/// <summary>One call that stored something; one of both is set.</summary>
internal sealed record StoredCall(CheckpointCommit? Commit, PendingWriteBatch? Writes);
