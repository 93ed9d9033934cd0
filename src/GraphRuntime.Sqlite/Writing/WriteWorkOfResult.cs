namespace GraphRuntime.Sqlite.Writing;

/// <summary>A work with a result, which is valid once the work was committed.</summary>
/// <typeparam name="TResult">The result.</typeparam>
internal abstract class WriteWork<TResult> : WriteWork
{
    public TResult Result { get; protected set; } = default!;
}
