namespace GraphRuntime.Postgres;

/// <summary>What a call promises about repetition and length.</summary>
internal enum PostgresCall
{
    /// <summary>Idempotent and short: repeated after any transient failure, given up at the end of the retry budget.</summary>
    Short,

    /// <summary>Idempotent and possibly long: as above, but an attempt that is under way may take longer than the budget.</summary>
    Long,

    /// <summary>Repeated only where the server said that nothing was stored.</summary>
    Once,
}
