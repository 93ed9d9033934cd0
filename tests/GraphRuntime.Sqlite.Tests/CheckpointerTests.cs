using GraphRuntime.Checkpointing;
using static GraphRuntime.Sqlite.Tests.Make;

namespace GraphRuntime.Sqlite.Tests;

public sealed partial class CheckpointerTests
{
    public static TheoryData<string> Kinds => ["file", "memory"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_checkpoint_reads_back_as_it_was_written(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var checkpointer = place.Open();
        var record = new CheckpointRecord
        {
            Id = 7,
            ParentId = 3,
            Step = -1,
            Source = CheckpointSource.Fork,
            RunId = "run 'ü\0😀",
            CreatedAt = Time.AddMicroseconds(1),
            Paused = true,
            Metadata = Utf8("""{"a":1}"""),
            Body = new byte[] { 0, 1, 2 },
            Results = Utf8("results"),
            Channels = [new("empty", 7, -1), new("log", 7, 3), new("big", 7, -1), new("none", 7, 0)],
        };
        var big = new byte[300_000];
        Random.Shared.NextBytes(big);
        var address = new CheckpointAddress("thread '\"\0ü😀", "a|b:1");
        await checkpointer.PutAsync(Commit(address, 0, new NewCheckpoint
        {
            Record = record,
            Values = [new("empty", default), new("big", big)],
            Appends = [new("log", 7, 0, Utf8("abc"))],
        }));

        var read = await checkpointer.ReadAsync(address, null, default);

        read.Head.Should().Be(7);
        read.LastId.Should().Be(7);
        read.Checkpoint!.Record.Should().BeEquivalentTo(record, o => o.Excluding(r => r.Metadata).Excluding(r => r.Body).Excluding(r => r.Results));
        read.Checkpoint.Record.Metadata.ToArray().Should().Equal(record.Metadata.ToArray());
        read.Checkpoint.Record.Body.ToArray().Should().Equal(record.Body.ToArray());
        read.Checkpoint.Record.Results.ToArray().Should().Equal(record.Results.ToArray());
        read.Checkpoint.Text(0).Should().BeEmpty();
        read.Checkpoint.Text(1).Should().Be("abc");
        read.Checkpoint.Channels[2].Chunks[0].ToArray().Should().Equal(big);
        read.Checkpoint.Text(3).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stale_head_and_a_stale_epoch_store_nothing(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "one")));

        var staleHead = () => checkpointer.PutAsync(Commit(Root("t"), 0, Step(2, 0, "two"))).AsTask();
        (await staleHead.Should().ThrowAsync<StaleHeadException>()).Which.CurrentHead.Should().Be(1);
        (await checkpointer.AcquireAsync("t", default)).Should().Be(1);
        var staleEpoch = () => checkpointer.PutAsync(Commit(Root("t"), 1, Step(2, 1, "two"))).AsTask();
        (await staleEpoch.Should().ThrowAsync<StaleEpochException>()).Which.CurrentEpoch.Should().Be(1);

        var read = await checkpointer.ReadAsync("t");
        (read.Head, read.LastId, read.Epoch).Should().Be((1, 1, 1));
    }

    [Fact]
    public async Task Repeating_a_commit_is_no_error_but_another_commit_with_the_same_ids_is()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        var first = Commit(Root("t"), 0, Append(1, 1, 0, "ab"), Append(2, 1, 2, "cd"));
        await checkpointer.PutAsync(first);

        await checkpointer.PutAsync(first);
        var others = new[]
        {
            Commit(Root("t"), 0, Append(1, 1, 0, "ab"), Append(2, 1, 2, "cX")),
            Commit(Root("t"), 0, Append(1, 1, 0, "ab"), Append(2, 1, 2, "cd", "another run")),
        };
        foreach (var other in others)
        {
            var put = () => checkpointer.PutAsync(other).AsTask();
            await put.Should().ThrowAsync<StaleHeadException>();
        }

        (await checkpointer.ReadAsync("t")).Checkpoint!.Text().Should().Be("abcd");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Deleting_runs_restores_the_head_and_keeps_what_others_need(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Append(1, 1, 0, "ab", "A")));
        await checkpointer.PutWritesAsync(Writes(Root("t"), 1, "B", new PendingWrite("task", PendingWriteKind.Result, Utf8("x"))), default);
        await checkpointer.PutAsync(Commit(Root("t"), 1, Step(2, 1, "of B", "B")));
        var needsB = Step(3, 2, "-", "C");
        await checkpointer.PutAsync(Commit(Root("t"), 2, needsB with { Record = needsB.Record with { Channels = [new("value", 2, -1)] }, Values = [] }));
        await checkpointer.PutAsync(Commit(Root("t"), 3, Append(4, 1, 2, "cd", "D")));

        await checkpointer.DeleteRunsAsync("t", ["B", "D", "unknown"], default);

        var read = await checkpointer.ReadAsync("t");
        (read.Head, read.LastId).Should().Be((3, 4));
        read.Checkpoint!.Text().Should().Be("of B");
        (await checkpointer.ReadAsync("t", 2)).Checkpoint.Should().BeNull();
        var first = (await checkpointer.ReadAsync("t", 1)).Checkpoint!;
        first.PendingWrites.Should().BeEmpty();
        first.Text().Should().Be("ab");
        await checkpointer.PutAsync(Commit(Root("t"), 3, Append(5, 1, 2, "XY")));
        (await checkpointer.ReadAsync("t")).Checkpoint!.Text().Should().Be("abXY");
        await checkpointer.DeleteRunsAsync("t", ["C"], default);
        using var session = place.Session();
        session.Scalar("SELECT count(*) FROM gr_checkpoint").Should().Be(2, "the hidden row goes when nobody needs it any more");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_deleted_thread_refuses_late_writers_and_never_uses_an_id_twice(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Append(1, 1, 0, "ab"), Step(2, 1, "v")));
        await checkpointer.PutWritesAsync(Writes(Root("t"), 2, null, new PendingWrite("task", PendingWriteKind.Result, Utf8("x"))), default);

        await checkpointer.DeleteThreadAsync("t", default);
        await checkpointer.DeleteThreadAsync("unknown", default);

        var late = () => checkpointer.PutAsync(Commit(Root("t"), 0, Step(3, 0, "late"))).AsTask();
        await late.Should().ThrowAsync<StaleEpochException>();
        (await checkpointer.ReadAsync("t")).Should().Be(new CheckpointRead(1, 0, 2, null));
        (await checkpointer.ListNamespacesAsync("t", default)).Should().BeEmpty();
        using var session = place.Session();
        foreach (var table in new[] { "gr_checkpoint", "gr_log", "gr_log_chunk", "gr_pending_write" })
        {
            session.Scalar($"SELECT count(*) FROM {table}").Should().Be(0, table);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_copied_thread_reads_like_its_source_and_lives_on_its_own(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Append(1, 1, 0, "ab"), Append(2, 1, 2, "cd")));
        await checkpointer.PutAsync(Commit(new("t", "sub"), 0, Step(1, 0, "sub")));
        await checkpointer.PutWritesAsync(Writes(Root("t"), 2, null, new PendingWrite("task", PendingWriteKind.Result, Utf8("x"))), default);

        await checkpointer.CopyThreadAsync("t", "copy", default);
        await checkpointer.PutAsync(Commit(Root("t"), 2, Append(3, 1, 4, "ef")));

        var copy = (await checkpointer.ReadAsync("copy")).Checkpoint!;
        copy.Text().Should().Be("abcd");
        copy.PendingWrites.Should().ContainSingle();
        (await checkpointer.ListNamespacesAsync("copy", default)).Should().Equal("", "sub");
        var again = () => checkpointer.CopyThreadAsync("t", "copy", default).AsTask();
        await again.Should().ThrowAsync<ThreadExistsException>();
    }

    [Fact]
    public async Task Prune_keeps_the_newest_the_paused_and_everything_they_need()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        var steps = Enumerable.Range(1, 6).Select(id => Step(id, id - 1, $"value {id}")).ToArray();
        steps[1] = steps[1] with { Record = steps[1].Record with { Paused = true } };
        steps[2] = steps[2] with { Record = steps[2].Record with { Source = CheckpointSource.Update } };
        steps[5] = steps[5] with { Record = steps[5].Record with { Channels = [new("value", 1, -1)] }, Values = [] };
        await checkpointer.PutAsync(Commit(Root("t"), 0, steps));

        (await checkpointer.PruneAsync(new PruneOptions { OlderThan = Time }, default)).Should().Be(0);
        (await checkpointer.PruneAsync(new PruneOptions { KeepLatest = 2 }, default)).Should().Be(3);

        var list = await checkpointer.ListAsync(new CheckpointQuery { Address = Root("t") }, default).AllAsync();
        list.Select(c => c.Record.Id).Should().Equal(6, 5, 2);
        list.Select(c => c.Text()).Should().Equal("value 1", "value 5", "value 2");
    }

    [Fact]
    public async Task Listing_filters_pages_and_knows_the_results_of_the_next_step()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        var steps = Enumerable.Range(1, 250).Select(id => Step(id, id - 1, $"value {id}", id % 2 == 0 ? "even" : "odd")).ToArray();
        for (var i = 0; i < steps.Length; i += 10)
        {
            steps[i] = steps[i] with { Record = steps[i].Record with { Metadata = Utf8("""{"it's \"x\"":1.0,"other":"y"}""") } };
        }

        await checkpointer.PutAsync(Commit(Root("t"), 0, steps));
        var all = new CheckpointQuery { Address = Root("t") };

        var list = await checkpointer.ListAsync(all, default).AllAsync();
        list.Select(c => c.Record.Id).Should().Equal(Enumerable.Range(1, 250).Reverse().Select(i => (long)i));
        list[0].ChildResults.IsEmpty.Should().BeTrue();
        list.Skip(1).Select(c => System.Text.Encoding.UTF8.GetString(c.ChildResults.Span)).Should().Equal(list.Skip(1).Select(c => $"results of {c.Record.Id + 1}"));
        (await checkpointer.ListAsync(all with { Before = 100, Limit = 3, RunId = "odd" }, default).AllAsync()).Select(c => c.Record.Id).Should().Equal(99, 97, 95);
        (await checkpointer.ListAsync(all with { Step = 7, IncludeValues = false }, default).AllAsync()).Should().ContainSingle().Which.Channels.Should().BeEmpty();
        (await checkpointer.ListAsync(all with { Source = CheckpointSource.Fork }, default).AllAsync()).Should().BeEmpty();
        var filter = new Dictionary<string, ReadOnlyMemory<byte>> { ["it's \"x\""] = Utf8("1"), ["other"] = Utf8("\"y\"") };
        (await checkpointer.ListAsync(all with { Metadata = filter, Limit = 4 }, default).AllAsync()).Select(c => c.Record.Id).Should().Equal(241, 231, 221, 211);
        filter["other"] = Utf8("\"z\"");
        (await checkpointer.ListAsync(all with { Metadata = filter }, default).AllAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Pending_writes_replace_each_other_by_task_and_kind_and_come_in_order()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        await checkpointer.PutWritesAsync(Writes(Root("t"), 1, null, new("b", PendingWriteKind.Result, Utf8("old")), new("", PendingWriteKind.Error, default)), default);
        await checkpointer.PutWritesAsync(Writes(Root("t"), 1, null, new("b", PendingWriteKind.Interrupt, Utf8("i")), new("b", PendingWriteKind.Result, Utf8("new"))), default);

        var writes = (await checkpointer.ReadAsync("t")).Checkpoint!.PendingWrites;
        writes.Select(w => (w.TaskId, w.Kind)).Should().Equal(("", PendingWriteKind.Error), ("b", PendingWriteKind.Result), ("b", PendingWriteKind.Interrupt));
        writes[1].Payload.ToArray().Should().Equal(Utf8("new"));
        var missing = () => checkpointer.PutWritesAsync(Writes(Root("t"), 2, null, new PendingWrite("b", 0, default)), default).AsTask();
        await missing.Should().ThrowAsync<CheckpointNotFoundException>();
    }
}
