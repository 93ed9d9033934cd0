namespace GraphRuntime.Postgres;

/// <summary>What a write function answers; the numbers are those of the SQL.</summary>
internal enum PutOutcome
{
    Stored = 0,
    StaleEpoch = 1,
    StaleHead = 2,
    IdUsedBefore = 3,
    CheckpointNotFound = 4,
    ThreadExists = 5,
}
