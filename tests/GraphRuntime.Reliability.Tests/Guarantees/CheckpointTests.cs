using GraphRuntime.Checkpointing;
using GraphRuntime.PostgresFixture;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Reliability.Tests.Guarantees;

/// <summary>What every store promises of checkpoints. The conformance kits have many more cases of the same.</summary>
public sealed class CheckpointTests
{
    public static TheoryData<string> Stores => ["memory", "sqlite"];

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_02_Bytes_that_are_changed_after_they_were_handed_over_are_stored_as_they_were(string store) => CopiesAsync(store);

    [PostgresFact]
    public Task G_02_Bytes_that_are_changed_after_they_were_handed_over_are_stored_as_they_were_on_Postgres() => CopiesAsync("postgres");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_03_A_node_that_finished_before_its_sibling_failed_does_not_run_again(string store) => PendingWritesAsync(store);

    [PostgresFact]
    public Task G_03_A_node_that_finished_before_its_sibling_failed_does_not_run_again_on_Postgres() => PendingWritesAsync("postgres");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_05_A_reader_that_pauses_in_the_middle_keeps_nobody_from_writing(string store) => ReadersAsync(store);

    [PostgresFact]
    public Task G_05_A_reader_that_pauses_in_the_middle_keeps_nobody_from_writing_on_Postgres() => ReadersAsync("postgres");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_09_What_a_copy_or_a_prune_leaves_can_be_read_and_gone_on_with(string store) => PruneAndCopyAsync(store);

    [PostgresFact]
    public Task G_09_What_a_copy_or_a_prune_leaves_can_be_read_and_gone_on_with_on_Postgres() => PruneAndCopyAsync("postgres");

    [Fact]
    public async Task G_08_What_is_stored_of_a_long_conversation_grows_with_what_is_said()
    {
        const int Turns = 200;
        await using var bench = await Bench.CreateAsync("sqlite");
        var graph = Echo(CheckpointerOf(bench));
        for (var i = 0; i < Turns; i++)
        {
            await graph.InvokeAsync(new TalkState.Update { Messages = [new string('x', 1000)] }, "thread");
        }

        var said = (await graph.GetStateAsync("thread")).State.Messages.Sum(message => message.Length);
        using (var other = new SqliteConnection(bench.SqliteConnection))
        {
            await other.OpenAsync();
            using var command = other.CreateCommand();
            command.CommandText = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
            var stored = (long)(await command.ExecuteScalarAsync())!;
            stored.Should().BeLessThan(5L * said, "every message is stored once, and may be a second time among the writes of its task; {0} bytes were said", said);
        }

        SqliteConnection.ClearAllPools();
    }

    private static ICheckpointer CheckpointerOf(Bench bench) => bench.Services(static _ => { }).GetRequiredService<ICheckpointer>();

    private static CompiledGraph<TalkState> Echo(ICheckpointer checkpointer) => StateGraph.Create<TalkState>("echo")
        .AddNode("echo", static state => new TalkState.Update { Messages = [$"echo of {state.Messages[^1]}"] })
        .AddEdge(Graph.Start, "echo").Compile(new CompileOptions { Checkpointer = checkpointer });

    private static async Task CopiesAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var checkpointer = CheckpointerOf(bench);
        var bytes = "[1]"u8.ToArray();
        var commit = new CheckpointCommit
        {
            Address = new CheckpointAddress("thread", ""),
            Epoch = 0,
            ExpectedHead = 0,
            Checkpoints =
            [
                new NewCheckpoint
                {
                    Record = new CheckpointRecord
                    {
                        Id = 1, Step = 0, Source = CheckpointSource.Loop, CreatedAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), Channels = [new ChannelReference("a", 1, -1)],
                    },
                    Values = [new ChannelValue("a", bytes)],
                },
            ],
        };
        var put = checkpointer.PutAsync(commit, CancellationToken.None);
        await put;
        bytes[1] = (byte)'2';
        var read = await checkpointer.ReadAsync(commit.Address, null, CancellationToken.None);
        read.Checkpoint!.Channels[0].Chunks[0].ToArray().Should().Equal("[1]"u8.ToArray());
    }

    private static async Task PendingWritesAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var done = 0;
        var fails = true;
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var graph = StateGraph.Create<TalkState>("siblings")
            .AddNode("first", _ =>
            {
                done++;
                first.TrySetResult();
                return new TalkState.Update { Messages = ["first"] };
            })
            .AddNode("second", async (_, _) =>
            {
                await first.Task;
                return fails ? throw new InvalidOperationException("not yet") : (NodeResult<TalkState>)new TalkState.Update { Messages = ["second"] };
            })
            .AddEdge(Graph.Start, "first").AddEdge(Graph.Start, "second")
            .Compile(new CompileOptions { Checkpointer = CheckpointerOf(bench) });
        var run = () => graph.InvokeAsync(new TalkState.Update { Messages = ["in"] }, "thread").AsTask();
        await run.Should().ThrowAsync<InvalidOperationException>();
        fails = false;
        await graph.InvokeAsync(GraphInput.Resume, "thread");
        done.Should().Be(1);
        (await graph.GetStateAsync("thread")).State.Messages.Should().Equal("in", "first", "second");
    }

    private static async Task ReadersAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var checkpointer = CheckpointerOf(bench);
        var graph = Echo(checkpointer);
        for (var i = 0; i < 3; i++)
        {
            await graph.InvokeAsync(new TalkState.Update { Messages = [$"m{i}"] }, "thread");
        }

        var reader = checkpointer.ListAsync(new CheckpointQuery { Address = new CheckpointAddress("thread", "") }, CancellationToken.None).GetAsyncEnumerator();
        await using (reader)
        {
            (await reader.MoveNextAsync()).Should().BeTrue();
            await graph.InvokeAsync(new TalkState.Update { Messages = ["meanwhile"] }, "thread").Soon();
            await graph.InvokeAsync(new TalkState.Update { Messages = ["elsewhere"] }, "other").Soon();
            (await reader.MoveNextAsync()).Should().BeTrue();
        }

        (await graph.GetStateAsync("thread")).State.Messages.Should().HaveCount(8);
    }

    private static async Task PruneAndCopyAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var checkpointer = CheckpointerOf(bench);
        var graph = Echo(checkpointer);
        for (var i = 0; i < 5; i++)
        {
            await graph.InvokeAsync(new TalkState.Update { Messages = [$"m{i}"] }, "thread");
        }

        var before = (await graph.GetStateAsync("thread")).State.Messages;
        await checkpointer.CopyThreadAsync("thread", "copy", CancellationToken.None);
        await checkpointer.PruneAsync(new PruneOptions { ThreadId = "thread", KeepLatest = 1 }, CancellationToken.None);
        (await graph.GetStateAsync("thread")).State.Messages.Should().Equal(before);
        (await graph.GetStateAsync("copy")).State.Messages.Should().Equal(before);
        foreach (var thread in new[] { "thread", "copy" })
        {
            await graph.InvokeAsync(new TalkState.Update { Messages = ["more"] }, thread);
            (await graph.GetStateAsync(thread)).State.Messages.Should().Equal([.. before, "more", "echo of more"]);
        }
    }
}
