using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// Hands checkpoints to the store, in order, one conditional write at a time. Slices of the encoder's buffer go to the checkpointer, so it is used again only when that
/// is done.
/// </summary>
internal sealed class CheckpointSender(LoopState loop) : IDisposable
{
    private readonly DurabilityMode _durability = loop.Run.Config.Durability;
    private readonly List<NewCheckpoint> _collected = [];
    private CheckpointEncoder? _encoder;
    private ValueTask _inFlight;

    /// <summary>Whether checkpoints wait to be stored.</summary>
    public bool HasCollected => _collected.Count > 0;

    /// <summary>The body of the checkpoint that was collected last.</summary>
    public ReadOnlyMemory<byte> LastBody => _collected[^1].Record.Body;

    private CheckpointEncoder Encoder => _encoder ??= new CheckpointEncoder(loop);

    /// <summary>Encodes the results of the superstep that has just ended.</summary>
    public ReadOnlyMemory<byte> EncodeResults(bool namesStored) => Encoder.Results(namesStored);

    /// <summary>Encodes the checkpoint of the position that the loop has reached.</summary>
    public void Collect(int step, bool isPaused, long inputChild, ReadOnlyMemory<byte> results) =>
        _collected.Add(Encoder.Checkpoint(step, isPaused, inputChild, results));

    /// <summary>Forgets what was collected.</summary>
    public void Drop()
    {
        _collected.Clear();
        Encoder.Reset();
    }

    /// <summary>Waits for everything on its way. What failed stays so.</summary>
    public async ValueTask WaitAsync()
    {
        await _inFlight.ConfigureAwait(false);
        _inFlight = default;
    }

    public void Dispose() => _encoder?.Dispose();

    /// <summary>Stores what was collected: at once, or behind what is on its way where the run does not wait for it.</summary>
    public ValueTask PutAsync(CancellationToken cancellationToken)
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

    /// <summary>Stores what was collected, and completes when it is stored.</summary>
    public ValueTask SendAsync(CancellationToken cancellationToken)
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
    private Task EnsureAboveAsync() => _durability == DurabilityMode.Sync || loop.Parent is not { } task ? Task.CompletedTask : task.Loop.EnsureStoredAsync();

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

    private ValueTask PutCommitAsync(CancellationToken cancellationToken) => loop.Caller is null
        ? loop.Checkpointer!.PutAsync(TakeCommit(), cancellationToken)
        : InNameOfCallerAsync(() => loop.Checkpointer!.PutAsync(TakeCommit(), cancellationToken));

    /// <summary>A subgraph stores nothing any more once an attempt that it was called by was given up.</summary>
    public ValueTask InNameOfCallerAsync(Func<ValueTask> write) => loop.Caller is { } caller ? caller.WriteAsync(write) : write();

    private CheckpointCommit TakeCommit()
    {
        var commit = new CheckpointCommit
        {
            Address = loop.Address,
            Epoch = loop.Run.Epoch,
            ExpectedHead = loop.At.Head,
            Checkpoints = [.. _collected],
        };
        _collected.Clear();
        loop.At = loop.At with { Head = loop.CheckpointId };
        return commit;
    }
}
