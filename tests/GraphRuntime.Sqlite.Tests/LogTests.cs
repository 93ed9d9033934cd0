using System.Text;
using GraphRuntime.Checkpointing;
using static GraphRuntime.Sqlite.Tests.Make;

namespace GraphRuntime.Sqlite.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task A_long_log_reads_at_every_length_and_is_kept_in_few_rows()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        var text = new StringBuilder();
        for (var id = 1; id <= 1000; id++)
        {
            var piece = $"[message {id}]";
            await checkpointer.PutAsync(Commit(Root("t"), id - 1, Append(id, 1, text.Length, piece)));
            text.Append(piece);
        }

        var expected = text.ToString();
        foreach (var id in new long[] { 1, 63, 64, 65, 129, 640, 999, 1000 })
        {
            var checkpoint = (await checkpointer.ReadAsync("t", id)).Checkpoint!;
            checkpoint.Text().Should().Be(expected[..(int)checkpoint.Record.Channels[0].Length]);
        }

        using var session = place.Session();
        session.Scalar("SELECT count(*) FROM gr_log_chunk").Should().Be((1000 / 64) + (1000 % 64));
        session.Scalar("SELECT sum(length(bytes)) FROM gr_log_chunk").Should().Be(expected.Length);
    }

    [Fact]
    public async Task A_listing_shares_the_bytes_of_a_log()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, [.. Enumerable.Range(1, 90).Select(id => Append(id, 1, id - 1, "x"))]));
        var list = await checkpointer.ListAsync(new CheckpointQuery { Address = Root("t") }, default).AllAsync();
        list.Select(c => c.Text().Length).Should().Equal(Enumerable.Range(1, 90).Reverse());
    }

    [Fact]
    public async Task An_append_that_leaves_a_gap_or_overwrites_is_refused_and_stores_nothing()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Append(1, 1, 0, "abcd")));
        foreach (var offset in new[] { 2, 5 })
        {
            var put = () => checkpointer.PutAsync(Commit(Root("t"), 1, Append(2, 1, offset, "xx"))).AsTask();
            (await put.Should().ThrowAsync<CheckpointCorruptedException>()).Which.Channel.Should().Be("log");
        }

        var read = await checkpointer.ReadAsync("t");
        (read.Head, read.Checkpoint!.Text()).Should().Be((1, "abcd"));
    }

    [Fact]
    public async Task A_rollback_inside_merged_chunks_cuts_the_log_and_it_grows_again()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        for (var id = 1; id <= 200; id++)
        {
            await checkpointer.PutAsync(Commit(Root("t"), id - 1, Append(id, 1, id - 1, "a", id > 100 ? "late" : "early")));
        }

        await checkpointer.DeleteRunsAsync("t", ["late"], default);
        (await checkpointer.ReadAsync("t")).Head.Should().Be(100);
        for (var id = 201; id <= 400; id++)
        {
            await checkpointer.PutAsync(Commit(Root("t"), id == 201 ? 100 : id - 1, Append(id, 1, id - 101, "b")));
        }

        (await checkpointer.ReadAsync("t")).Checkpoint!.Text().Should().Be(new string('a', 100) + new string('b', 200));
    }

    [Fact]
    public async Task A_missing_chunk_is_reported_as_damage()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Append(1, 1, 0, "ab"), Append(2, 1, 2, "cd")));
        using (var session = place.Session())
        {
            session.Run("DELETE FROM gr_log_chunk WHERE start = 0");
        }

        var read = () => checkpointer.ReadAsync("t").AsTask();
        (await read.Should().ThrowAsync<CheckpointCorruptedException>()).Which.Channel.Should().Be("log");
    }
}
