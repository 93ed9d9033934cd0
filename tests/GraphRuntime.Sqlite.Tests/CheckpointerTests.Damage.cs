using GraphRuntime.Checkpointing;
using static GraphRuntime.Sqlite.Tests.Make;

namespace GraphRuntime.Sqlite.Tests;

public sealed partial class CheckpointerTests
{
    [Fact]
    public async Task A_name_that_UTF8_cannot_hold_is_refused_at_the_door()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        var put = () => checkpointer.PutAsync(Commit(Root("t\ud800"), 0, Step(1, 0, "v"))).AsTask();
        await put.Should().ThrowAsync<ArgumentException>();
    }

    [Theory]
    [InlineData("refs", "x'FF'", null)]
    [InlineData("refs", "x'05616263'", null)]
    [InlineData("created", "9223372036854775807", null)]
    [InlineData("vals", "x'0576616C756520'", "value")]
    [InlineData("vals", "NULL", "value")]
    public async Task A_damaged_row_is_reported_by_checkpoint_and_channel(string column, string content, string? channel)
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        using (var session = place.Session())
        {
            session.Run($"UPDATE gr_checkpoint SET {column} = {content}");
        }

        var read = () => checkpointer.ReadAsync("t").AsTask();
        var exception = (await read.Should().ThrowAsync<CheckpointCorruptedException>()).Which;
        (exception.CheckpointId, exception.Channel).Should().Be((1, channel));
    }

    [Fact]
    public async Task A_writer_notices_what_another_connection_has_changed()
    {
        using var place = TestDatabase.File();
        var (one, two) = (place.Open(), place.Open());
        await one.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v", "A"), Step(2, 1, "w", "B")));
        await two.DeleteRunsAsync("t", ["B"], default);
        await one.PutAsync(Commit(Root("t"), 1, Step(3, 1, "x")));
        await two.DeleteThreadAsync("t", default);
        var put = () => one.PutAsync(Commit(Root("t"), 3, Step(4, 3, "y"))).AsTask();
        await put.Should().ThrowAsync<StaleEpochException>();
    }
}
