using static GraphRuntime.Postgres.Tests.Line;

namespace GraphRuntime.Postgres.Tests;

public sealed class CheckpointTests(PostgresSchema schema) : CheckpointerTest(schema)
{
    [PostgresFact]
    public async Task A_checkpoint_comes_back_as_it_was_stored()
    {
        var line = new Line(Store, ThreadId, "sub|\"quoted\" 'ns' ünï 😀");
        var stored = line.Next("hello ", "run 'x'", "value");
        await Store.PutAsync(line.Commit(stored), default);
        await Store.PutWritesAsync(
            new PendingWriteBatch
            {
                Address = line.Address,
                Epoch = 0,
                CheckpointId = 1,
                RunId = "run 'x'",
                Writes = [new("b", PendingWriteKind.Error, Utf8("1")), new("B", PendingWriteKind.Effect, Utf8("2")), new("b", PendingWriteKind.Result, new byte[] { 0, 255 })],
            },
            default);

        var read = await Store.ReadAsync(line.Address, null, default);

        (read.Epoch, read.Head, read.LastId).Should().Be((0, 1, 1));
        var checkpoint = read.Checkpoint!;
        checkpoint.Record.Should().BeEquivalentTo(stored.Record, options => options
            .Excluding(record => record.Metadata).Excluding(record => record.Body).Excluding(record => record.Results));
        checkpoint.Record.Metadata.ToArray().Should().Equal(stored.Record.Metadata.ToArray());
        checkpoint.Record.Body.ToArray().Should().Equal(stored.Record.Body.ToArray());
        checkpoint.Record.Results.ToArray().Should().Equal(stored.Record.Results.ToArray());
        checkpoint.Channels.Select(Text).Should().Equal("value", "hello ");
        checkpoint.PendingWrites.Select(write => (write.TaskId, write.Kind)).Should().Equal(
            ("B", PendingWriteKind.Effect), ("b", PendingWriteKind.Result), ("b", PendingWriteKind.Error));
        checkpoint.PendingWrites[1].Payload.ToArray().Should().Equal(0, 255);
    }

    [PostgresFact]
    public async Task An_unknown_thread_reads_as_empty()
    {
        var read = await Store.ReadAsync(new CheckpointAddress(ThreadId, ""), null, default);
        read.Should().Be(new CheckpointRead(0, 0, 0, null));
    }

    [PostgresFact]
    public async Task Many_checkpoints_become_visible_in_one_commit()
    {
        var line = new Line(Store, ThreadId);
        await Store.PutAsync(line.Commit(line.Next("a"), line.Next("b"), line.Next("c")), default);

        var all = await line.ListAsync();
        all.Select(checkpoint => Text(checkpoint.Channels[1])).Should().Equal("abc", "ab", "a");
        all.Select(checkpoint => Text(checkpoint.Channels[0])).Should().Equal("value 3", "value 2", "value 1");
        all.Select(checkpoint => checkpoint.ChildResults.Length).Should().Equal(0, "results 3".Length, "results 2".Length);
    }

    [PostgresFact]
    public async Task A_long_log_is_read_in_few_pieces_and_in_full()
    {
        var line = new Line(Store, ThreadId);
        for (var i = 0; i < 400; i++)
        {
            await line.PutAsync(new string((char)('a' + (i % 26)), 50));
        }

        await line.PutAsync(new string('Z', 5_000));
        await line.PutAsync("end");
        var pieces = await Schema.ExecuteAsync($"SELECT count(*) FROM {{schema}}.log_piece WHERE thread_id = '{ThreadId}'");

        ((long)pieces!).Should().BeLessThan(20);
        var log = Text((await line.ReadAsync())!.Channels[1]);
        log.Should().HaveLength((400 * 50) + 5_003).And.EndWith("Zend");
        Text((await line.ReadAsync(2))!.Channels[1]).Should().Be(new string('a', 50) + new string('b', 50));
    }

    [PostgresFact]
    public async Task The_logs_of_a_checkpoint_that_the_caller_knows_are_spared()
    {
        var line = new Line(Store, ThreadId);
        await line.PutAsync("one");
        await line.PutAsync("two");

        var known = (await ((ICheckpointer)Store).ReadAsync(line.Address, null, 2, default)).Checkpoint!;
        known.Channels.Select(Text).Should().Equal("value 2", "");
        var other = (await ((ICheckpointer)Store).ReadAsync(line.Address, null, 1, default)).Checkpoint!;
        other.Channels.Select(Text).Should().Equal("value 2", "onetwo");
    }

    [PostgresFact]
    public async Task Listing_pages_filters_and_leaves_out_values_on_request()
    {
        var line = new Line(Store, ThreadId);
        await Store.PutAsync(line.Commit([.. Enumerable.Range(0, 250).Select(i => line.Next("x", i % 2 == 0 ? "even" : "odd"))]), default);

        (await line.ListAsync()).Select(checkpoint => checkpoint.Record.Id).Should().Equal(Enumerable.Range(1, 250).Select(i => (long)i).Reverse());
        var some = await line.ListAsync(new CheckpointQuery { Address = line.Address, Before = 200, Limit = 3, RunId = "odd", IncludeValues = false });
        some.Select(checkpoint => checkpoint.Record.Id).Should().Equal(198, 196, 194);
        some.Should().OnlyContain(checkpoint => checkpoint.Channels.Count == 0);
        var byMetadata = await line.ListAsync(Query(line, "n", "7.0"));
        byMetadata.Select(checkpoint => checkpoint.Record.Id).Should().Equal(7);
        (await line.ListAsync(Query(line, "n'; --", "1"))).Should().BeEmpty();
        (await line.ListAsync(Query(line, "who", "null"))).Should().BeEmpty();
    }

    [PostgresFact]
    public async Task Namespaces_are_listed_in_ordinal_order()
    {
        foreach (var name in new[] { "b", "", "a|1", "A" })
        {
            await new Line(Store, ThreadId, name).PutAsync("x");
        }

        (await Store.ListNamespacesAsync(ThreadId, default)).Should().Equal("", "A", "a|1", "b");
    }

    [PostgresFact]
    public async Task Text_that_the_server_cannot_hold_is_refused_by_name()
    {
        var line = new Line(Store, ThreadId);
        await FluentActions.Awaiting(() => Store.AcquireAsync("a\0b", default).AsTask()).Should().ThrowAsync<ArgumentException>().WithMessage("*thread id*U+0000*");
        await FluentActions.Awaiting(() => line.PutAsync("x", "half \ud83d")).Should().ThrowAsync<ArgumentException>().WithMessage("*run id*");
        foreach (var metadata in new[] { """{"a":"\u0000"}""", "not json", """{"a":"\ud83d"}""" })
        {
            line = new Line(Store, ThreadId);
            var next = line.Next("x");
            next = next with { Record = next.Record with { Metadata = Utf8(metadata) } };
            await FluentActions.Awaiting(() => Store.PutAsync(line.Commit(next), default).AsTask()).Should().ThrowAsync<ArgumentException>().WithMessage("*metadata*");
        }

        (await line.ReadAsync()).Should().BeNull();
    }

    private static CheckpointQuery Query(Line line, string name, string json) => new()
    {
        Address = line.Address,
        Metadata = new Dictionary<string, ReadOnlyMemory<byte>> { [name] = Utf8(json) },
    };
}
