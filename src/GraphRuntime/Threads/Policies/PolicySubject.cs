namespace GraphRuntime.Threads;

/// <summary>The run that a policy decides about. The input is read at most once, and only if a rule looks at it.</summary>
internal sealed class PolicySubject(string graphName, RunHints hints, ReadOnlyMemory<byte> input, Func<object?> read)
{
    private readonly Lazy<object?> _value = new(read, LazyThreadSafetyMode.ExecutionAndPublication);

    public string GraphName => graphName;

    public RunHints Hints => hints;

    /// <summary>The values that the run would have.</summary>
    public RunValues Values { get; init; } = RunValues.Empty;

    public ReadOnlyMemory<byte> Input => input;

    public object? Value => _value.Value;
}
