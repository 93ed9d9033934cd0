namespace GraphRuntime.Mutations;

/// <summary>What came of a defect.</summary>
internal enum Verdict
{
    /// <summary>A test failed.</summary>
    Caught,

    /// <summary>All tests passed.</summary>
    NotCaught,

    /// <summary>The tests had not ended in time: a catch without a name.</summary>
    NoEnd,

    /// <summary>No test has such a name.</summary>
    NoTests,

    /// <summary>The source with the defect does not compile: correct the table.</summary>
    DoesNotCompile,

    /// <summary>The old text does not stand in the source exactly once: correct the table.</summary>
    DoesNotApply,
}
