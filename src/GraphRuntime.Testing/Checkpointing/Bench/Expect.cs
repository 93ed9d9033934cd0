using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>The assertions of the kit.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ConformanceFailureException($"{what}: expected {expected?.ToString() ?? "nothing"}, found {actual?.ToString() ?? "nothing"}");
        }
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what) =>
        Equal($"[{string.Join(", ", expected)}]", $"[{string.Join(", ", actual)}]", what);

    public static void True(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ConformanceFailureException(otherwise);
        }
    }

    public static void Same(StoredCheckpoint? expected, StoredCheckpoint? actual) => None(Difference.Between(expected, actual));

    public static void Same(IReadOnlyList<StoredCheckpoint> expected, IReadOnlyList<StoredCheckpoint> actual) =>
        None(Difference.Between(expected, actual));

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action, string what)
        where TException : Exception
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (TException expected)
        {
            return expected;
        }
        catch (Exception other)
        {
            throw new ConformanceFailureException($"{what}: expected {typeof(TException).Name}, but {other.GetType().Name} was thrown ({other.Message})", other);
        }

        throw new ConformanceFailureException($"{what}: expected {typeof(TException).Name}, but nothing was thrown");
    }

    private static void None(string? difference)
    {
        if (difference is not null)
        {
            throw new ConformanceFailureException(difference);
        }
    }
}
