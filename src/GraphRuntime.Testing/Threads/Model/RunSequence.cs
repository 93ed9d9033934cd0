using System.Globalization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Model;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>Carries out one sequence on a new model and on new threads of the store, and compares after every step. At the end it removes its threads.</summary>
internal sealed class RunSequence(RunStoreSubject subject, CancellationToken cancellationToken)
{
    private readonly CheckpointerModel _checkpoints = new();
    private readonly List<string> _done = [];
    private readonly List<RunStoreHint> _hints = [];

    /// <summary>What was done, one line a step.</summary>
    public string Steps => string.Join(Environment.NewLine, _done.Select((step, i) => $"{(i + 1).ToString(CultureInfo.InvariantCulture),4}. {step}"));

    /// <summary>Runs the sequence.</summary>
    /// <returns>The first difference, or <see langword="null"/>.</returns>
    public async Task<string?> FirstDifferenceAsync(IReadOnlyList<RunOperation> operations)
    {
        var model = new RunStoreModel(_checkpoints, subject.Time);
        var planner = new RunCallPlanner(subject, model, _checkpoints, Unique.Name("model"), cancellationToken);
        using var subscription = subject.Store.Subscribe(Hear);
        try
        {
            foreach (var operation in operations)
            {
                if (await StepAsync(planner, model, operation).ConfigureAwait(false) is { } difference)
                {
                    return difference;
                }
            }

            return await CompareAsync(model, planner, whole: true).ConfigureAwait(false);
        }
        finally
        {
            for (var thread = 0; thread < RunOperation.Threads; thread++)
            {
                await subject.Store.DeleteThreadAsync(planner.ThreadId(thread), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<string?> StepAsync(RunCallPlanner planner, RunStoreModel model, RunOperation operation)
    {
        var call = planner.Plan(operation);
        _done.Add(call.Description);
        _hints.Clear();
        model.Hints.Clear();
        var actual = await OutcomeAsync(call.OnStoreAsync).ConfigureAwait(false);
        var expected = await OutcomeAsync(call.OnModelAsync).ConfigureAwait(false);
        if (expected != actual)
        {
            return $"expected the answer{Environment.NewLine}  {expected}{Environment.NewLine}found{Environment.NewLine}  {actual}";
        }

        if (model.Hints.Except(_hints).Select(hint => hint.ToString()).FirstOrDefault() is { } missing)
        {
            return $"expected the hint {missing}";
        }

        return await CompareAsync(model, planner, whole: false).ConfigureAwait(false);
    }

    private void Hear(RunStoreHint hint)
    {
        lock (_hints)
        {
            _hints.Add(hint);
        }
    }

    /// <summary>Compares what can be read: after each step the threads and their runs, at the end also contents, events and checkpoints.</summary>
    private async Task<string?> CompareAsync(RunStoreModel model, RunCallPlanner planner, bool whole)
    {
        for (var thread = 0; thread < RunOperation.Threads; thread++)
        {
            var threadId = planner.ThreadId(thread);
            var difference = Compare(RunText.Of(model.Read(threadId)), RunText.Of(await subject.Store.ReadThreadAsync(threadId, cancellationToken).ConfigureAwait(false)), "thread")
                ?? Compare(Listed(model.List(Query(threadId))), Listed(await subject.Store.ListRunsAsync(Query(threadId), cancellationToken).ConfigureAwait(false)), "runs")
                ?? (whole ? await CompareContentsAsync(model, threadId).ConfigureAwait(false) : null);
            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    private async Task<string?> CompareContentsAsync(RunStoreModel model, string threadId)
    {
        foreach (var run in model.Threads.GetValueOrDefault(threadId)?.Stored.ToList() ?? [])
        {
            var differs = Compare(RunText.Of(run), RunText.Of(await subject.Store.GetRunAsync(threadId, run.RunId, cancellationToken).ConfigureAwait(false)), "run")
                ?? Compare(
                    RunText.Of(model.ReadEvents(threadId, run.RunId, 0, 1000)),
                    RunText.Of(await subject.Store.ReadEventsAsync(threadId, run.RunId, 0, 1000, cancellationToken).ConfigureAwait(false)),
                    "events");
            if (differs is not null)
            {
                return differs;
            }
        }

        var all = new RemovedRunQuery(threadId) { Limit = RemovalRecording.MostOfThread };
        var removed = await subject.Store.ListRemovedRunsAsync(all, cancellationToken).ConfigureAwait(false);
        if (Compare(RunText.Of(model.ListRemoved(all)), RunText.Of(removed), "removed runs") is { } difference)
        {
            return difference;
        }

        var events = await subject.Store.ReadThreadEventsAsync(threadId, 0, 10_000, cancellationToken).ConfigureAwait(false);
        var facts = new RunFactQuery(threadId) { RunIds = [.. model.Threads.GetValueOrDefault(threadId)?.Stored.Select(static run => run.RunId).Take(2) ?? []], After = 3, Limit = 20 };
        return Compare(RunText.Of(model.ReadThreadEvents(threadId, 0, 10_000)), RunText.Of(events), "events of the thread")
            ?? Compare(RunText.Of(model.ReadFacts(facts)), RunText.Of(await subject.Store.ReadFactsAsync(facts, cancellationToken).ConfigureAwait(false)), "facts of two runs")
            ?? Compare(RunText.Of(model.ReadFacts(facts with { RunIds = null })), RunText.Of(await subject.Store.ReadFactsAsync(facts with { RunIds = null }, cancellationToken).ConfigureAwait(false)), "facts of the thread")
            ?? await Dump.CompareAsync(_checkpoints, subject.Checkpointer, threadId, eachCheckpoint: false, cancellationToken).ConfigureAwait(false);
    }

    private static RunQuery Query(string threadId) => new() { ThreadId = threadId, Limit = 1000 };

    private static string Listed(IReadOnlyList<StoredRun> runs) => string.Join(Environment.NewLine, runs.Select(run => "  " + RunText.Of(run, contents: false)));

    private static string? Compare(string expected, string actual, string what) =>
        expected == actual ? null : $"expected the {what}{Environment.NewLine}{expected}{Environment.NewLine}found{Environment.NewLine}{actual}";

    private static async Task<string> OutcomeAsync(Func<Task<string>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception.GetType().Name;
        }
    }
}
