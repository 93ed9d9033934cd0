using static GraphRuntime.Postgres.Tests.Line;

namespace GraphRuntime.Postgres.Tests;

public sealed class RemovalTests(PostgresSchema schema) : CheckpointerTest(schema)
{
    [PostgresFact]
    public async Task G_19_deleting_a_run_restores_the_head_the_log_and_the_writes()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("kept ", "first");
        await WriteAsync(line, 1, "first", "task");
        await WriteAsync(line, 1, "second", "other task");
        await line.PutAsync("gone", "second");
        await line.PutAsync("gone too", "second");

        await Store.DeleteRunsAsync(ThreadId, ["second", "unknown"], default);

        var read = await Store.ReadAsync(line.Address, null, default);
        (read.Head, read.LastId, read.Epoch).Should().Be((1, 3, 0));
        read.Checkpoint!.PendingWrites.Select(write => write.TaskId).Should().Equal("task");
        read.Checkpoint.ChildResults.Length.Should().Be(0);
        (await CountAsync("checkpoint")).Should().Be(1);
        (await Schema.ExecuteAsync($"SELECT string_agg(convert_from(bytes, 'UTF8'), '') FROM {{schema}}.log_piece WHERE thread_id = '{ThreadId}'")).Should().Be("kept ");

        (line.Head, line.LogLength) = (1, 5);
        await line.PutAsync("new", "third");
        Text((await line.ReadAsync())!.Channels[1]).Should().Be("kept new");
    }

    [PostgresFact]
    public async Task Values_that_a_remaining_checkpoint_needs_outlive_the_run_that_wrote_them()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("a", "first", "needed");
        var next = line.Next("b", "second");
        line.Head = 1;
        next = next with { Values = [], Record = next.Record with { Channels = [new("v", 1, -1), .. next.Record.Channels.Skip(1)] } };
        await Store.PutAsync(line.Commit(next), default);

        await Store.DeleteRunsAsync(ThreadId, ["first"], default);

        (await line.ListAsync()).Should().ContainSingle().Which.Channels.Select(Text).Should().Equal("needed", "ab");
        (await line.ReadAsync(1)).Should().BeNull();
        await Store.DeleteRunsAsync(ThreadId, ["second"], default);
        (await CountAsync("checkpoint") + await CountAsync("log_piece")).Should().Be(0);
    }

    [PostgresFact]
    public async Task Pruning_keeps_the_newest_the_paused_and_what_they_read()
    {
        var line = new Line(Store, ThreadId);
        for (var i = 1; i <= 10; i++)
        {
            var next = line.Next($"{i} ");
            var source = i == 4 ? CheckpointSource.Update : CheckpointSource.Loop;
            await Store.PutAsync(line.Commit(next with { Record = next.Record with { Paused = i == 3, Source = source } }), default);
            line.Head = i;
        }

        (await Store.PruneAsync(new PruneOptions { ThreadId = ThreadId, KeepLatest = 2, OlderThan = Line.Start.AddSeconds(8) }, default)).Should().Be(6);

        var all = await line.ListAsync();
        all.Select(checkpoint => checkpoint.Record.Id).Should().Equal(10, 9, 8, 3);
        all.Select(checkpoint => Text(checkpoint.Channels[1])).Should().Equal("1 2 3 4 5 6 7 8 9 10 ", "1 2 3 4 5 6 7 8 9 ", "1 2 3 4 5 6 7 8 ", "1 2 3 ");
        (await Store.PruneAsync(new PruneOptions { KeepPaused = false }, default)).Should().BeGreaterThanOrEqualTo(3);
        (await line.ListAsync()).Should().ContainSingle().Which.Channels.Select(Text).Should().Equal("value 10", "1 2 3 4 5 6 7 8 9 10 ");
        (await CountAsync("checkpoint")).Should().Be(1);
    }

    [PostgresFact]
    public async Task A_copy_has_everything_and_goes_its_own_way()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("one");
        await WriteAsync(line, 1, "run", "task");
        await Store.CopyThreadAsync(ThreadId, ThreadId + " copy", default);
        await line.PutAsync("two");

        var copy = new Line(Store, ThreadId + " copy") { Head = 1, NextId = 2, LogLength = 3 };
        await copy.PutAsync("2");
        Text((await copy.ReadAsync())!.Channels[1]).Should().Be("one2");
        (await copy.ReadAsync(1))!.PendingWrites.Should().ContainSingle();
        Text((await line.ReadAsync())!.Channels[1]).Should().Be("onetwo");
        await FluentActions.Awaiting(() => Store.CopyThreadAsync(ThreadId, ThreadId + " copy", default).AsTask()).Should().ThrowAsync<ThreadExistsException>();
    }

    [PostgresFact]
    public async Task A_log_refuses_bytes_that_do_not_fit()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("one");
        line.LogLength = 10;
        var gap = await FluentActions.Awaiting(() => line.PutAsync("two")).Should().ThrowAsync<CheckpointCorruptedException>();
        (gap.Which.Channel, gap.Which.CheckpointId).Should().Be(("log", 2));
        line.LogLength = 1;
        await FluentActions.Awaiting(() => line.PutAsync("two")).Should().ThrowAsync<CheckpointCorruptedException>();
        (await Store.ReadAsync(line.Address, null, default)).LastId.Should().Be(1);
    }

    [PostgresFact]
    public async Task Writes_beside_a_missing_checkpoint_are_refused()
    {
        var line = new Line(Store, ThreadId);
        (await FluentActions.Awaiting(() => WriteAsync(line, 5, "run", "task")).Should().ThrowAsync<CheckpointNotFoundException>()).Which.CheckpointId.Should().Be(5);
    }

    private Task WriteAsync(Line line, long id, string runId, string taskId) => Store.PutWritesAsync(
        new PendingWriteBatch { Address = line.Address, Epoch = 0, CheckpointId = id, RunId = runId, Writes = [new(taskId, PendingWriteKind.Result, Utf8(taskId))] },
        default).AsTask();

    private async Task<long> CountAsync(string table) => (long)(await Schema.ExecuteAsync($"SELECT count(*) FROM {{schema}}.{table} WHERE thread_id = '{ThreadId}'"))!;
}
