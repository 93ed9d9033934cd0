namespace GraphRuntime.Reliability.Tests.Model;

/// <summary>
/// What a thread does, in as few words as possible. A run says its text, and an answer to it when its node is let go; a text that begins with 'q' asks back
/// first, so that the run pauses, and the run that answers says the rest.
/// </summary>
internal sealed class ThreadModel
{
    private readonly List<ModelRun> _queue = [];
    private List<string> _before = [];
    private string? _openBefore;

    public List<string> Messages { get; private set; } = [];

    public List<ModelRun> Records { get; } = [];

    public ModelRun? Running { get; private set; }

    public IEnumerable<ModelRun> Pending => _queue;

    /// <summary>The question that waits for an answer.</summary>
    public string? Open { get; private set; }

    public bool IsBusy => Running is not null;

    /// <summary>False if it is refused.</summary>
    public bool Submit(ModelRun run, MultitaskStrategy strategy)
    {
        if (strategy == MultitaskStrategy.Reject && IsBusy)
        {
            return false;
        }

        if (strategy == MultitaskStrategy.Rollback)
        {
            _queue.ForEach(one => Records.Remove(one));
            _queue.Clear();
            Restore();
        }
        else if (strategy == MultitaskStrategy.Interrupt)
        {
            _queue.ForEach(one => (one.Status, one.Reason, one.IsOwed) = (RunStatus.Interrupted, RunStatusReason.Displaced, true));
            _queue.Clear();
            Stop(RunStatusReason.Displaced);
        }

        Records.Add(run);
        _queue.Add(run);
        Next();
        return true;
    }

    /// <summary>The node of the running run is let go.</summary>
    public void Finish()
    {
        if (Running is not { } run)
        {
            return;
        }

        if (run.IsAnswer)
        {
            Messages.Add($"{_openBefore}: {run.Text}");
        }
        else if (run.Text[0] == 'q')
        {
            Open = run.Text;
            End(RunStatus.Interrupted, RunStatusReason.AwaitingAnswer);
            Next();
            return;
        }
        else
        {
            Messages.Add($"a({run.Text})");
        }

        End(RunStatus.Success, RunStatusReason.None);
        Next();
    }

    public void Cancel(ModelRun run)
    {
        if (run == Running)
        {
            Stop(RunStatusReason.Cancelled);
        }
        else if (_queue.Remove(run))
        {
            (run.Status, run.Reason) = (RunStatus.Interrupted, RunStatusReason.Cancelled);
        }

        Next();
    }

    public void RollBack(ModelRun run)
    {
        if (run == Running)
        {
            Restore();
        }
        else if (_queue.Remove(run))
        {
            Records.Remove(run);
        }

        Next();
    }

    public void Delete()
    {
        Records.Clear();
        _queue.Clear();
        (Messages, Running, Open) = ([], null, null);
    }

    private void Next()
    {
        if (IsBusy || _queue.Count == 0)
        {
            return;
        }

        Running = _queue[0];
        _queue.RemoveAt(0);
        Running.Status = RunStatus.Running;
        foreach (var owed in Records.Where(one => one.IsOwed))
        {
            owed.IsOwed = false;
            Messages.Add(owed.Text);
            Open = null;
        }

        (_before, _openBefore) = ([.. Messages], Open);
        Open = null;
        if (!Running.IsAnswer)
        {
            Messages.Add(Running.Text);
        }
    }

    /// <summary>What was asked stays asked if its answer was stopped.</summary>
    private void Stop(RunStatusReason reason)
    {
        Open = Running is { IsAnswer: true } ? _openBefore : Open;
        End(RunStatus.Interrupted, reason);
    }

    private void End(RunStatus status, RunStatusReason reason)
    {
        Running?.Status = status;
        Running?.Reason = reason;
        Running = null;
    }

    private void Restore()
    {
        if (Running is { } run)
        {
            Records.Remove(run);
            (Messages, Open, Running) = (_before, _openBefore, null);
        }
    }
}
