namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>Leaves out steps of a failing sequence for as long as it still fails.</summary>
internal static class SequenceShrinker
{
    private const int MostAttempts = 300;

    /// <summary>Shortens a sequence.</summary>
    /// <typeparam name="T">A step.</typeparam>
    /// <param name="sequence">A sequence that fails.</param>
    /// <param name="failsAsync">Whether a sequence fails.</param>
    /// <returns>The shortest sequence found that fails.</returns>
    public static async Task<IReadOnlyList<T>> ShrinkAsync<T>(IReadOnlyList<T> sequence, Func<IReadOnlyList<T>, Task<bool>> failsAsync)
    {
        var attempts = 0;
        for (var size = Math.Max(1, sequence.Count / 2); size > 0; size /= 2)
        {
            for (var start = sequence.Count - size; start >= 0 && attempts < MostAttempts; start -= size, attempts++)
            {
                IReadOnlyList<T> shorter = [.. sequence.Take(start), .. sequence.Skip(start + size)];
                if (await failsAsync(shorter).ConfigureAwait(false))
                {
                    sequence = shorter;
                    start = Math.Min(start, sequence.Count);
                }
            }
        }

        return sequence;
    }
}
