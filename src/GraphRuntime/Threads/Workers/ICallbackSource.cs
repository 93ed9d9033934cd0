namespace GraphRuntime.Threads;

/// <summary>Where the callbacks come from that are told of the ends of runs.</summary>
internal interface ICallbackSource
{
    /// <summary>Whether there is any. What is stored with a run depends on it.</summary>
    bool Any { get; }

    /// <summary>Calls each of them, for one end of a run.</summary>
    ValueTask ForEachAsync(Func<IRunCompletionCallback, ValueTask> call);
}
