using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Storage.Tests;

public sealed class InMemoryCheckpointerTests
{
    private static readonly CheckpointAddress Address = new("thread", "");
    private readonly InMemoryCheckpointer _store = new();

    [Fact]
    public void Every_call_completes_before_it_returns()
    {
        _store.PutAsync(OneValue(1, 0), default).AsTask().IsCompletedSuccessfully.Should().BeTrue();
        _store.ReadAsync(Address, null, default).AsTask().IsCompletedSuccessfully.Should().BeTrue();
        _store.AcquireAsync("thread", default).AsTask().IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task Bytes_of_a_log_that_a_reader_holds_survive_a_rollback_and_new_appends()
    {
        await _store.PutAsync(Log(1, 0, "first", offset: 0, "one"), default);
        await _store.PutAsync(Log(2, 1, "second", offset: 3, "two"), default);
        var held = (await _store.ReadAsync(Address, 2, default)).Checkpoint!;

        await _store.DeleteRunsAsync("thread", ["second"], default);
        await _store.PutAsync(Log(3, 1, "third", offset: 3, "XYZ"), default);

        Text(held).Should().Be("onetwo");
        var now = (await _store.ReadAsync(Address, null, default)).Checkpoint!;
        Text(now).Should().Be("oneXYZ");
    }

    [Fact]
    public async Task A_copied_thread_appends_to_a_log_of_its_own()
    {
        await _store.PutAsync(Log(1, 0, "run", offset: 0, "one"), default);
        await _store.CopyThreadAsync("thread", "copy", default);
        await _store.PutAsync(Log(2, 1, "run", offset: 3, "AAA"), default);
        var copied = Log(2, 1, "run", offset: 3, "BBB") with { Address = Address with { ThreadId = "copy" } };
        await _store.PutAsync(copied, default);

        var original = (await _store.ReadAsync(Address, null, default)).Checkpoint!;
        var copy = (await _store.ReadAsync(copied.Address, null, default)).Checkpoint!;
        Text(original).Should().Be("oneAAA");
        Text(copy).Should().Be("oneBBB");
    }

    [Fact]
    public async Task Memory_grows_with_what_is_appended_and_not_with_the_length_of_the_history()
    {
        const int turns = 2_000, appended = 100;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var turn = 1; turn <= turns; turn++)
        {
            await _store.PutAsync(Log(turn, turn - 1, "run", (turn - 1) * appended, new string('x', appended)), default);
        }

        var perTurn = (GC.GetAllocatedBytesForCurrentThread() - before) / turns;
        perTurn.Should().BeLessThan(3_000);
    }

    private static string Text(StoredCheckpoint checkpoint) => string.Concat(checkpoint.Channels[0].Chunks.Select(static chunk => Encoding.UTF8.GetString(chunk.Span)));

    private static CheckpointCommit OneValue(long id, long head) => new()
    {
        Address = Address,
        Epoch = 0,
        ExpectedHead = head,
        Checkpoints =
        [
            new NewCheckpoint
            {
                Record = new() { Id = id, Step = 0, Source = CheckpointSource.Loop, CreatedAt = default, Channels = [new("value", id, -1)] },
                Values = [new("value", new byte[100])],
            },
        ],
    };

    private static CheckpointCommit Log(long id, long head, string runId, long offset, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new()
        {
            Address = Address,
            Epoch = 0,
            ExpectedHead = head,
            Checkpoints =
            [
                new NewCheckpoint
                {
                    Record = new()
                    {
                        Id = id,
                        ParentId = head,
                        Step = 0,
                        Source = CheckpointSource.Loop,
                        RunId = runId,
                        CreatedAt = default,
                        Channels = [new("log", 1, offset + bytes.Length)],
                    },
                    Appends = [new("log", 1, offset, bytes)],
                },
            ],
        };
    }
}
