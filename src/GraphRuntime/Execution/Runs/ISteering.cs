namespace GraphRuntime.Execution;

/// <summary>Where a run finds the inputs that come while it is running.</summary>
internal interface ISteering
{
    /// <summary>Takes what has come. What was taken is given again by every later call, also after a crash, until the run has ended.</summary>
    /// <param name="isAtEnd">Whether nothing is left to run.</param>
    /// <returns>The inputs, in order.</returns>
    ValueTask<IReadOnlyList<SteeredInput>> TakeAsync(bool isAtEnd);
}
