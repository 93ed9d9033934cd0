namespace GraphRuntime.Testing;

/// <summary>The way of a call to a store and of its answer back.</summary>
internal interface ICallPath
{
    ValueTask<T> CallAsync<T>(StoreCall call, Func<ValueTask<T>> action, CancellationToken cancellationToken);
}
