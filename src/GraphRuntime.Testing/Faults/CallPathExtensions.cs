using System.Runtime.CompilerServices;

namespace GraphRuntime.Testing;

/// <summary>Reads and writes over a path. The name of the method is that of the caller.</summary>
internal static class CallPathExtensions
{
    public static ValueTask<T> ReadAsync<T>(
        this ICallPath path, string? threadId, Func<ValueTask<T>> action, CancellationToken cancellationToken, [CallerMemberName] string method = "") =>
        path.CallAsync(new StoreCall(method, threadId, IsWrite: false), action, cancellationToken);

    public static ValueTask<T> WriteAsync<T>(
        this ICallPath path, string? threadId, Func<ValueTask<T>> action, CancellationToken cancellationToken, [CallerMemberName] string method = "") =>
        path.CallAsync(new StoreCall(method, threadId, IsWrite: true), action, cancellationToken);

    public static async ValueTask WriteAsync(
        this ICallPath path, string? threadId, Func<ValueTask> action, CancellationToken cancellationToken, [CallerMemberName] string method = "") =>
        await path.CallAsync(
            new StoreCall(method, threadId, IsWrite: true),
            async () =>
            {
                await action().ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
}
