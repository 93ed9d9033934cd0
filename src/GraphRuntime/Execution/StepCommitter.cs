using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>The commit stage: one conditional write a superstep. Slices of the encoder's buffer go to the checkpointer, so it is used again only when that is done.</summary>
internal sealed class StepCommitter : IDisposable
{
    private readonly LoopState _loop;
    private readonly DurabilityMode _durability;
    private readonly List<NewCheckpoint> _collected = [];
    private CheckpointEncoder? _encoder;
    private ValueTask _inFlight;
    private Task _ensured = Task.CompletedTask;
    private long _ensuredId;
    private bool _isPaused;
    private long _inputChild;
    private int _step;

    public StepCommitter(LoopState loop)
    {
        _loop = loop;
        _durability = loop.Run.Config.Durability;
        loop.Committer = this;
    }

    /// <summary>True where a superstep changed something that no checkpoint holds yet.</summary>
    public bool HasUnsaved { get; private set; }

    /// <summary>Whether checkpoints are collected and stored together at the end, so that either all of them exist or none.</summary>
    public bool HoldsBack { get; init; }

    /// <summary>The body of the checkpoint that was collected last.</summary>
    public ReadOnlyMemory<byte> LastBody => _collected[^1].Record.Body;

    public bool IsEnabled => _loop.Checkpointer is not null;

    private CheckpointEncoder Encoder => _encoder ??= new CheckpointEncoder(_loop);

    /// <summary>Makes the checkpoint of an input that waits; it is stored together with the one that applies it.</summary>
    public void CollectInput()
    {
        Advance(CheckpointSource.Input);
        if (IsEnabled && _durability != DurabilityMode.Exit)
        {
            _inputChild = _loop.CheckpointId + 1;
            Collect(default);
            _inputChild = 0;
        }

        HasUnsaved = IsEnabled && _durability == DurabilityMode.Exit;
    }

    /// <summary>Stores an input alone: applying it failed.</summary>
    public ValueTask CommitInputAloneAsync(CancellationToken cancellationToken)
    {
        if (_collected.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        _collected.Clear();
        Encoder.Reset();
        Collect(default);
        return PutAsync(cancellationToken);
    }

    /// <summary>Ends the superstep and stores it as the durability mode says.</summary>
    /// <param name="source">Why the checkpoint is made.</param>
    /// <param name="isPaused">Whether the run pauses at a breakpoint here.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask CommitAsync(CheckpointSource source, bool isPaused, CancellationToken cancellationToken)
    {
        _isPaused = isPaused;
        Advance(source);
        if (!IsEnabled)
        {
            EndStep(source);
            return ValueTask.CompletedTask;
        }

        if (_durability == DurabilityMode.Exit)
        {
            _loop.HasEdits = false;
            EndStep(source);
            HasUnsaved = true;
            return ValueTask.CompletedTask;
        }

        // Edits of a subgraph are kept like what its nodes wrote: it hands back both.
        var results = source == CheckpointSource.Loop || (source == CheckpointSource.Update && _loop.Namespace.Length > 0) ? Encoder.Results(source == CheckpointSource.Loop && !_loop.HasEdits) : default;
        _loop.HasEdits = false;
        EndStep(source);
        Collect(results);
        return HoldsBack ? ValueTask.CompletedTask : PutAsync(cancellationToken);
    }

    /// <summary>Stores the checkpoints that were held back.</summary>
    public ValueTask CommitHeldAsync(CancellationToken cancellationToken) => SendAsync(cancellationToken);

    /// <summary>Stores what is not stored yet and waits for everything on its way.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (HasUnsaved && IsEnabled)
        {
            HasUnsaved = false;
            Collect(default);
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }

        await WaitAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for everything on its way. What failed stays so: nothing can be stored after it.</summary>
    public async ValueTask WaitAsync()
    {
        await _inFlight.ConfigureAwait(false);
        _inFlight = default;
    }

    /// <summary>Makes sure that the checkpoint the running tasks started from is stored. Tasks of one superstep may ask at the same time.</summary>
    public Task EnsureStoredAsync()
    {
        if (_durability == DurabilityMode.Sync)
        {
            return Task.CompletedTask;
        }

        lock (_collected)
        {
            if (_ensuredId != _loop.CheckpointId)
            {
                _ensuredId = _loop.CheckpointId;
                _ensured = FlushAsync(CancellationToken.None).AsTask();
            }

            return _ensured;
        }
    }

    /// <summary>Goes back to the checkpoint before the one that could not be made. False where that one is not stored itself.</summary>
    public bool TryTakeBack()
    {
        if (!IsEnabled || _durability == DurabilityMode.Exit || _collected.Count > 0 || _loop.Head != _loop.ParentId)
        {
            return false;
        }

        _loop.CheckpointId = _loop.ParentId;
        return true;
    }

    /// <summary>Stores what tasks left while their superstep is not complete.</summary>
    public async ValueTask PutWritesAsync(List<PendingWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0 || !IsEnabled)
        {
            return;
        }

        await WaitAsync().ConfigureAwait(false);
        var batch = new PendingWriteBatch
        {
            Address = _loop.Address,
            Epoch = _loop.Run.Epoch,
            CheckpointId = _loop.CheckpointId,
            RunId = _loop.Run.RunId.Length == 0 ? null : _loop.Run.RunId,
            Writes = writes,
        };
        await InNameOfCallerAsync(() => _loop.Checkpointer!.PutWritesAsync(batch, cancellationToken)).ConfigureAwait(false);
    }

    public void Dispose() => _encoder?.Dispose();

    /// <summary>Only a superstep makes values forgotten that live for one superstep; a copy or a new input does not.</summary>
    private void EndStep(CheckpointSource source)
    {
        if (source == CheckpointSource.Loop)
        {
            _loop.Channels.EndStep();
        }
        else
        {
            _loop.Channels.EndWrites();
        }
    }

    private void Advance(CheckpointSource source)
    {
        _step = _loop.Step++;
        _loop.ParentId = HasUnsaved ? _loop.ParentId : _loop.CheckpointId;
        _loop.CheckpointId = ++_loop.LastId;
        _loop.Source = source;
        _loop.CreatedAt = IsEnabled ? Now() : default;
        if (_loop.Caller is null)
        {
            _loop.Run.RootCheckpointId = _loop.CheckpointId;
        }
    }

    /// <summary>The time in whole microseconds, which is what stores keep: a checkpoint is recognised by it later.</summary>
    private DateTimeOffset Now() => StoredTime.Whole(_loop.Run.Services.Time.GetUtcNow());

    private void Collect(ReadOnlyMemory<byte> results) => _collected.Add(Encoder.Checkpoint(_step, _isPaused, _inputChild, results));

    private ValueTask PutAsync(CancellationToken cancellationToken)
    {
        if (_durability != DurabilityMode.Async)
        {
            return SendAsync(cancellationToken);
        }

        var above = EnsureAboveAsync();
        return _inFlight.IsCompletedSuccessfully && above.IsCompletedSuccessfully ? StartAsync(cancellationToken) : PutAfterAsync(above, cancellationToken);
    }

    private async ValueTask PutAfterAsync(Task above, CancellationToken cancellationToken)
    {
        await WaitAsync().ConfigureAwait(false);
        await above.ConfigureAwait(false);
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }

    private ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _inFlight = PutCommitAsync(cancellationToken).Preserve();
        Encoder.TakeOtherBuffer();
        return ValueTask.CompletedTask;
    }

    private ValueTask SendAsync(CancellationToken cancellationToken)
    {
        var above = EnsureAboveAsync();
        return above.IsCompletedSuccessfully ? SendNowAsync(cancellationToken) : SendAfterAsync(above, cancellationToken);
    }

    private async ValueTask SendAfterAsync(Task above, CancellationToken cancellationToken)
    {
        await above.ConfigureAwait(false);
        await SendNowAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes sure that the checkpoint is stored which this graph was called from. Its namespace is named by that checkpoint: if the run were lost and the number
    /// given again, another attempt would find here what this one has left.
    /// </summary>
    private Task EnsureAboveAsync() => _durability == DurabilityMode.Sync || _loop.Parent is not { } task ? Task.CompletedTask : task.Loop.Committer!.EnsureStoredAsync();

    private ValueTask SendNowAsync(CancellationToken cancellationToken)
    {
        var sending = PutCommitAsync(cancellationToken);
        if (sending.IsCompletedSuccessfully)
        {
            Encoder.Reset();
            return sending;
        }

        return AwaitAsync(sending);
    }

    private async ValueTask AwaitAsync(ValueTask sending)
    {
        await sending.ConfigureAwait(false);
        Encoder.Reset();
    }

    private ValueTask PutCommitAsync(CancellationToken cancellationToken) => _loop.Caller is null
        ? _loop.Checkpointer!.PutAsync(TakeCommit(), cancellationToken)
        : InNameOfCallerAsync(() => _loop.Checkpointer!.PutAsync(TakeCommit(), cancellationToken));

    /// <summary>A subgraph stores nothing any more once an attempt that it was called by was given up.</summary>
    private ValueTask InNameOfCallerAsync(Func<ValueTask> write) => _loop.Caller is { } caller ? caller.WriteAsync(write) : write();

    private CheckpointCommit TakeCommit()
    {
        var commit = new CheckpointCommit
        {
            Address = _loop.Address,
            Epoch = _loop.Run.Epoch,
            ExpectedHead = _loop.Head,
            Checkpoints = [.. _collected],
        };
        _collected.Clear();
        _loop.Head = _loop.CheckpointId;
        return commit;
    }
}
