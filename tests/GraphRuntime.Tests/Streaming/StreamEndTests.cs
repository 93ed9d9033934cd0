using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Streaming;

public sealed class StreamEndTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task Leaving_early_cancels_the_run_and_waits_for_its_end()
    {
        var (entered, ended) = (new TaskCompletionSource(), false);
        var graph = StateGraph.Create<TrailState>("leave")
            .AddNode("a", _ => new TrailState.Update { Trail = ["a"] })
            .AddNode("b", async (_, ctx) =>
            {
                entered.SetResult();
                try
                {
                    await new Gate().PassAsync(ctx.CancellationToken);
                }
                finally
                {
                    ended = true;
                }

                return default;
            })
            .AddEdge(Graph.Start, "a")
            .AddEdge("a", "b")
            .Compile(TrailGraphs.Stored());

        await foreach (var e in graph.StreamAsync(s_hi, "t", new() { StreamModes = StreamModes.Updates }))
        {
            await entered.Task;
            break;
        }

        ended.Should().BeTrue("the enumeration ends when nothing of the run is left");
        var state = await graph.GetStateAsync("t");
        state.State.Trail.Should().Equal("a");
        state.Next.Should().Equal("b");
    }

    [Fact]
    public async Task Leaving_because_the_reader_threw_cancels_too_and_its_exception_is_the_one_seen()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());

        var read = async () =>
        {
            await foreach (var e in graph.StreamAsync(s_hi, "t"))
            {
                throw new NotSupportedException("reader");
            }
        };

        await read.Should().ThrowAsync<NotSupportedException>().WithMessage("reader");
        (await graph.InvokeAsync(GraphInput.Resume, "t")).State.Trail.Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task Leaving_while_the_buffer_is_full_ends_the_run_too()
    {
        var graph = Chatty(out _);

        await foreach (var e in graph.StreamAsync(s_hi, config: new() { StreamModes = StreamModes.Custom }))
        {
            break;
        }
    }

    [Fact]
    public async Task A_run_waits_for_its_reader_when_the_buffer_is_full()
    {
        var graph = Chatty(out var emitted);
        var stream = graph.StreamAsync(s_hi, config: new() { StreamModes = StreamModes.Custom }).GetAsyncEnumerator();

        await stream.MoveNextAsync();

        // The node runs on the caller until the buffer is full; nothing but reading makes room.
        var ahead = emitted();
        ahead.Should().BeInRange(1, 200);
        var read = 1;
        while (await stream.MoveNextAsync())
        {
            read++;
            (emitted() - read).Should().BeLessThan(200);
        }

        read.Should().Be(1000);
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_whose_token_is_cancelled_sees_the_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var graph = StateGraph.Create<TrailState>("wait")
            .AddNode("a", async (_, ctx) =>
            {
                await ctx.EmitAsync("here");
                await new Gate().PassAsync(ctx.CancellationToken);
                return default;
            })
            .AddEdge(Graph.Start, "a")
            .Compile();
        var seen = 0;

        var read = async () =>
        {
            await foreach (var e in graph.StreamAsync(s_hi, config: new() { StreamModes = StreamModes.Custom }).WithCancellation(stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        };

        await read.Should().ThrowAsync<OperationCanceledException>();
        seen.Should().Be(1);
    }

    private static CompiledGraph<TrailState> Chatty(out Func<int> emitted)
    {
        var count = 0;
        emitted = () => Volatile.Read(ref count);
        return StateGraph.Create<TrailState>("chatty")
            .AddNode("a", async (_, ctx) =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    await ctx.EmitAsync(i);
                    Interlocked.Increment(ref count);
                }

                return default;
            })
            .AddEdge(Graph.Start, "a")
            .Compile();
    }
}
