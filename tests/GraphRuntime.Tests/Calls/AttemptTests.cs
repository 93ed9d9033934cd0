using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Calls;

/// <summary>What code of an attempt that has ended still does has no effect.</summary>
public sealed class AttemptTests
{
    public static TheoryData<string, string> Late
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var end in (string[])["retry", "handler"])
            {
                foreach (var act in (string[])["ask", "ask by key", "emit", "message", "effect", "call"])
                {
                    data.Add(end, act);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Late))]
    public async Task A_branch_that_outlives_its_attempt_is_refused(string end, string act)
    {
        var child = StateGraph.Create<CallState>("child").AddNode("n", _ => new CallState.Update { Count = 1 }).AddEdge(Graph.Start, "n").Compile();
        var (attempts, ended, refused) = (0, new TaskCompletionSource(), new TaskCompletionSource<Exception?>());
        var builder = StateGraph.Create<CallState>("main").AddNode(
            "a",
            async (state, ctx) =>
            {
                if (++attempts > 1)
                {
                    ended.TrySetResult();
                    await refused.Task;
                    return new CallState.Update { Log = [$"attempt {ctx.Attempt}"] };
                }

                _ = Task.Run(async () =>
                {
                    await ended.Task;
                    refused.SetResult(await CatchAsync(() => ActAsync(ctx, act, child)));
                });
                throw new IOException("one branch failed");
            },
            end == "retry" ? new NodeOptions { Retry = new RetryPolicy { MaxAttempts = 2, InitialDelay = TimeSpan.Zero } } : null);
        if (end == "handler")
        {
            builder.AddErrorHandler("a", async (_, _, _) =>
            {
                ended.TrySetResult();
                await refused.Task;
                return new CallState.Update { Log = ["handled"] };
            });
        }

        var graph = builder.AddEdge(Graph.Start, "a").Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        var done = await graph.InvokeAsync(new CallState.Update { Log = ["in"] }, "t");

        done.IsPaused.Should().BeFalse();
        done.State.Log.Should().Equal("in", end == "retry" ? "attempt 2" : "handled");
        var error = (await refused.Task).Should().BeOfType<AttemptEndedException>().Which;
        (error.Graph, error.ThreadId, error.Node, error.Attempt).Should().Be(("main", "t", "a", 1));
        (await graph.GetStateAsync("t")).Interrupts.Should().BeEmpty();
    }

    [Fact]
    public async Task A_time_out_of_a_node_is_its_own()
    {
        var graph = StateGraph.Create<CallState>("main")
            .AddNode(
                "a",
                async (s, _) =>
                {
                    await Task.Yield();
                    return s.Count == 0 ? throw new TimeoutException("the database did not answer") : NodeResult<CallState>.None;
                },
                new NodeOptions { Timeout = TimeSpan.FromMinutes(5) })
            .AddEdge(Graph.Start, "a")
            .Compile();

        var error = await Failure.OfAsync<TimeoutException>(async () => await graph.InvokeAsync(new CallState.Update { Log = ["in"] }));

        error.Message.Should().Be("the database did not answer");
    }

    [Fact]
    public async Task An_error_handler_has_questions_of_its_own()
    {
        var runs = 0;
        var graph = StateGraph.Create<CallState>("main")
            .AddNode("pay", (_, ctx) =>
            {
                runs++;
                return ctx.Interrupt<bool>("pay?") ? throw new IOException("bank away") : NodeResult<CallState>.None;
            })
            .AddErrorHandler("pay", static async (_, e, ctx) => new CallState.Update { Log = [e.Exception.Message, ctx.Interrupt<bool>("delete?") ? "deleted" : "kept"] })
            .AddEdge(Graph.Start, "pay")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CallState.Update { Log = ["in"] }, "t");

        var asked = await graph.InvokeAsync(GraphInput.Answer(true), "t");
        asked.Interrupts.Should().ContainSingle().Which.ValueAs<string>().Should().Be("delete?");
        var done = await graph.InvokeAsync(GraphInput.Answer(false), "t");

        done.State.Log.Should().Equal("in", "bank away", "kept");
        runs.Should().Be(2, "the attempts of the node were used up when its handler asked");
    }

    private static async Task ActAsync(NodeContext ctx, string act, CompiledGraph<CallState> child)
    {
        switch (act)
        {
            case "ask": ctx.Interrupt<string>("late"); break;
            case "ask by key": ctx.Interrupt<string>("key", "late"); break;
            case "emit": await ctx.EmitAsync("late"); break;
            case "message": await ctx.EmitMessageAsync("late"); break;
            case "effect": await ctx.OnceAsync("late", static _ => new ValueTask<int>(1)); break;
            default: await ctx.InvokeAsync(child, new CallState.Update { Note = "late" }); break;
        }
    }

    private static async Task<Exception?> CatchAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
