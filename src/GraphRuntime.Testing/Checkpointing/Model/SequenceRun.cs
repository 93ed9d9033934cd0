using System.Globalization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;

namespace GraphRuntime.Testing.Checkpointing.Model;

/// <summary>Carries out one sequence on a new model and on new threads of the checkpointer, and compares after every step.</summary>
internal sealed class SequenceRun(ICheckpointer store, CancellationToken cancellationToken)
{
    private readonly CheckpointerModel _model = new();
    private readonly string _prefix = CheckpointerBench.NewThreadId();
    private readonly List<string> _done = [];

    /// <summary>What was done, one line a step.</summary>
    public string Steps => string.Join(Environment.NewLine, _done.Select((step, i) => $"{(i + 1).ToString(CultureInfo.InvariantCulture),4}. {step}"));

    /// <summary>Runs the sequence.</summary>
    /// <returns>The first difference, or <see langword="null"/>.</returns>
    public async Task<string?> FirstDifferenceAsync(IReadOnlyList<Operation> operations)
    {
        var planner = new CallPlanner(_model, _prefix, cancellationToken);
        foreach (var operation in operations)
        {
            var call = planner.Plan(operation);
            _done.Add(call.Description);
            var expected = await OutcomeAsync(call, _model).ConfigureAwait(false);
            var actual = await OutcomeAsync(call, store).ConfigureAwait(false);
            var difference = Compare(expected, actual)
                ?? await CompareThreadAsync(planner.ThreadId(operation.Thread), eachCheckpoint: false).ConfigureAwait(false);
            if (difference is not null)
            {
                return difference;
            }
        }

        return await CompareEverythingAsync(planner).ConfigureAwait(false);
    }

    private async Task<string?> CompareEverythingAsync(CallPlanner planner)
    {
        for (var thread = 0; thread < Operation.Threads; thread++)
        {
            var difference = await CompareThreadAsync(planner.ThreadId(thread), eachCheckpoint: true).ConfigureAwait(false);
            if (difference is not null)
            {
                return $"thread {thread} at the end: {difference}";
            }
        }

        return null;
    }

    private async Task<string?> CompareThreadAsync(string threadId, bool eachCheckpoint)
    {
        try
        {
            return await Dump.CompareAsync(_model, store, threadId, eachCheckpoint, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"reading failed with {exception.GetType().Name} ({exception.Message})";
        }
    }

    private static async Task<string> OutcomeAsync(Call call, ICheckpointer checkpointer)
    {
        try
        {
            return await call.RunAsync(checkpointer).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception.GetType().Name;
        }
    }

    private static string? Compare(string expected, string actual)
    {
        // How a used id is refused is left to the checkpointer.
        var same = expected == nameof(ArgumentException)
            ? actual is nameof(ArgumentException) or nameof(ArgumentOutOfRangeException) or nameof(StaleHeadException)
            : expected == actual;
        return same ? null : $"expected the outcome '{expected}', found '{actual}'";
    }
}
