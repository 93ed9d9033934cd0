using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>The commit stage: decides which supersteps get a checkpoint, and when it is stored.</summary>
internal sealed class StepCommitter : IDisposable
{
    private readonly LoopState _loop;
    private readonly DurabilityMode _durability;
    private readonly CheckpointSender _sender;
    private Task _ensured = Task.CompletedTask;
    private long _ensuredId;
    private bool _isPaused;
    private long _inputChild;
    private int _step;
    private IReadOnlyList<long> _movedFrom = [];

    public StepCommitter(LoopState loop)
    {
        _loop = loop;
        _durability = loop.Run.Config.Durability;
        _sender = new CheckpointSender(loop);
    }

    /// <summary>True where a superstep changed something that no checkpoint holds yet.</summary>
    public bool HasUnsaved { get; private set; }

    /// <summary>Whether checkpoints are collected and stored together at the end, so that either all of them exist or none.</summary>
    public bool HoldsBack { get; init; }

    /// <summary>The body of the checkpoint that was collected last.</summary>
    public ReadOnlyMemory<byte> LastBody => _sender.LastBody;

    public bool IsEnabled => _loop.Checkpointer is not null;

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
        if (!_sender.HasCollected)
        {
            return ValueTask.CompletedTask;
        }

        _sender.Drop();
        Collect(default);
        return _sender.PutAsync(cancellationToken);
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
            _loop.Superstep.HasEdits = false;
            EndStep(source);
            HasUnsaved = true;
            return ValueTask.CompletedTask;
        }

        // Edits of a subgraph are kept like what its nodes wrote: it hands back both.
        var results = source == CheckpointSource.Loop || (source == CheckpointSource.Update && _loop.Namespace.Length > 0) ? _sender.EncodeResults(source == CheckpointSource.Loop && !_loop.Superstep.HasEdits) : default;
        _loop.Superstep.HasEdits = false;
        EndStep(source);
        Collect(results);
        return HoldsBack ? ValueTask.CompletedTask : _sender.PutAsync(cancellationToken);
    }

    /// <summary>Stores that a superstep goes on from here which was left at an earlier checkpoint.</summary>
    /// <param name="movedFrom">The checkpoints that it was moved from.</param>
    /// <param name="owner">The run that it belongs to.</param>
    /// <param name="isPaused">Whether that run paused before it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask CommitMovedAsync(IReadOnlyList<long> movedFrom, string? owner, bool isPaused, CancellationToken cancellationToken)
    {
        _movedFrom = movedFrom;
        _loop.StepOwner = owner ?? "";
        try
        {
            await CommitAsync(CheckpointSource.Update, isPaused, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loop.StepOwner = null;
            _movedFrom = [];
        }
    }

    /// <summary>Stores the checkpoints that were held back.</summary>
    public ValueTask CommitHeldAsync(CancellationToken cancellationToken) => _sender.SendAsync(cancellationToken);

    /// <summary>Stores what is not stored yet and waits for everything on its way.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (HasUnsaved && IsEnabled)
        {
            HasUnsaved = false;
            Collect(default);
            await _sender.SendAsync(cancellationToken).ConfigureAwait(false);
        }

        await WaitAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for everything on its way. What failed stays so: nothing can be stored after it.</summary>
    public ValueTask WaitAsync() => _sender.WaitAsync();

    /// <summary>Makes sure that the checkpoint the running tasks started from is stored. Tasks of one superstep may ask at the same time.</summary>
    public Task EnsureStoredAsync()
    {
        if (_durability == DurabilityMode.Sync)
        {
            return Task.CompletedTask;
        }

        lock (_sender)
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
        if (!IsEnabled || _durability == DurabilityMode.Exit || _sender.HasCollected || _loop.At.Head != _loop.At.ParentId)
        {
            return false;
        }

        _loop.At = _loop.At.AtParent();
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
        await _sender.InNameOfCallerAsync(() => _loop.Checkpointer!.PutWritesAsync(batch, cancellationToken)).ConfigureAwait(false);
    }

    public void Dispose() => _sender.Dispose();

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
        _step = _loop.Step;
        _loop.At = _loop.At.Next(source, HasUnsaved, IsEnabled ? Now() : default, _movedFrom);
        if (_loop.Caller is null)
        {
            _loop.Run.RootCheckpointId = _loop.CheckpointId;
        }
    }

    /// <summary>The time in whole microseconds, which is what stores keep: a checkpoint is recognised by it later.</summary>
    private DateTimeOffset Now() => StoredTime.Whole(_loop.Run.Services.Time.GetUtcNow());

    private void Collect(ReadOnlyMemory<byte> results) => _sender.Collect(_step, _isPaused, _inputChild, results);
}
