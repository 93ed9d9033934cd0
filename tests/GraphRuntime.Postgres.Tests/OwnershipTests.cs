namespace GraphRuntime.Postgres.Tests;

public sealed class OwnershipTests(PostgresSchema schema) : CheckpointerTest(schema)
{
    [PostgresFact]
    public async Task A_write_under_an_old_epoch_is_refused_and_leaves_nothing()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("one");
        (await Store.AcquireAsync(ThreadId, default)).Should().Be(1);

        var refused = await FluentActions.Awaiting(() => line.PutAsync("two")).Should().ThrowAsync<StaleEpochException>();

        (refused.Which.ThreadId, refused.Which.Epoch, refused.Which.CurrentEpoch).Should().Be((ThreadId, 0, 1));
        var read = await Store.ReadAsync(line.Address, null, default);
        (read.Epoch, read.Head, read.LastId).Should().Be((1, 1, 1));
        Line.Text(read.Checkpoint!.Channels[1]).Should().Be("one");
        await FluentActions.Awaiting(() => Store.PutWritesAsync(
            new PendingWriteBatch { Address = line.Address, Epoch = 0, CheckpointId = 1, Writes = [new("t", PendingWriteKind.Result, default)] }, default).AsTask())
            .Should().ThrowAsync<StaleEpochException>();
    }

    [PostgresFact]
    public async Task Of_two_writers_on_one_head_the_second_is_refused_also_with_the_same_id()
    {
        var (first, second) = (new Line(Store, ThreadId), new Line(Store, ThreadId));
        await first.PutAsync("one", "run 1");

        var refused = await FluentActions.Awaiting(() => second.PutAsync("two", "run 2")).Should().ThrowAsync<StaleHeadException>();

        (refused.Which.ExpectedHead, refused.Which.CurrentHead).Should().Be((0, 1));
        (await first.ListAsync()).Should().ContainSingle().Which.Record.RunId.Should().Be("run 1");
    }

    [PostgresFact]
    public async Task G_06_a_repeated_commit_succeeds_without_effect()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("one");
        var commit = line.Commit(line.Next("two"), line.Next("three"));
        await Store.PutAsync(commit, default);
        await Store.PutAsync(commit, default);

        (await line.ListAsync()).Select(checkpoint => Line.Text(checkpoint.Channels[1])).Should().Equal("onetwothree", "onetwo", "one");
    }

    [PostgresFact]
    public async Task An_id_is_never_used_again()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("one");
        await line.PutAsync("two", "gone");
        await Store.DeleteRunsAsync(ThreadId, ["gone"], default);
        (line.Head, line.NextId, line.LogLength) = (1, 2, 3);

        await FluentActions.Awaiting(() => line.PutAsync("again")).Should().ThrowAsync<ArgumentException>().WithMessage("*2 was used before*");
    }

    [PostgresFact]
    public async Task G_12_a_write_that_meets_a_take_over_in_flight_waits_for_it_and_is_refused()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("one");
        await using var takeOver = await HeldRow.TakeAsync(Schema, "UPDATE thread SET epoch = epoch + 1 WHERE thread_id = $1", ThreadId);

        var late = line.PutAsync("two");
        await takeOver.IsWaitedForAsync(late, "put_checkpoints");

        await takeOver.CommitAsync();
        await FluentActions.Awaiting(() => late).Should().ThrowAsync<StaleEpochException>();
        (await line.ReadAsync())!.Record.Id.Should().Be(1);
    }

    [PostgresFact]
    public async Task Only_one_of_many_racing_writers_replaces_a_head()
    {
        var attempts = Enumerable.Range(0, 16).Select(async i =>
        {
            var line = new Line(Store, ThreadId) { NextId = i + 1 };
            var checkpoint = line.Next("x", $"run {i}") with { Appends = [] };
            checkpoint = checkpoint with { Record = checkpoint.Record with { ParentId = 0, Channels = [new("v", i + 1, -1)] } };
            await Store.PutAsync(line.Commit(checkpoint), default);
        }).ToList();
        await Task.WhenAll(attempts.Select(attempt => attempt.ContinueWith(_ => { }, TaskScheduler.Default)));

        attempts.Count(attempt => attempt.IsCompletedSuccessfully).Should().Be(1);
        attempts.Where(attempt => attempt.IsFaulted).Should().OnlyContain(attempt => attempt.Exception!.InnerException is StaleHeadException);
        (await new Line(Store, ThreadId).ListAsync()).Should().ContainSingle();
    }

    [PostgresFact]
    public async Task A_deleted_thread_stays_deleted_for_a_late_writer()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("one");
        await Store.DeleteThreadAsync(ThreadId, default);

        await FluentActions.Awaiting(() => line.PutAsync("two")).Should().ThrowAsync<StaleEpochException>();
        (await Store.ReadAsync(line.Address, null, default)).Should().Be(new CheckpointRead(1, 0, 1, null));
    }
}
