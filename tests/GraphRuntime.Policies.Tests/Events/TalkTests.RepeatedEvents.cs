using System.Text;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    [StoreFact]
    public async Task A_repeated_attempt_says_so_before_its_first_message_and_has_an_id_of_its_own()
    {
        var attempts = 0;
        _talk.Add("again", _talk.Compile(StateGraph.Create<TalkState>("again")
            .AddNode(
                "model",
                async (state, context) =>
                {
                    await context.EmitMessageAsync("a");
                    return ++attempts == 1 ? throw new InvalidOperationException("once") : new TalkState.Update { Text = "done" };
                },
                new NodeOptions { Retry = new RetryPolicy { MaxAttempts = 2, InitialDelay = TimeSpan.Zero } })
            .AddEdge(Graph.Start, "model")));
        var coordinator = await _talk.StartAsync();

        var run = await SayAsync(coordinator, "one", new RunOptions { StreamModes = StreamModes.Messages }, graph: "again");
        await _talk.PassUntilAsync(run.JoinAsync());

        (await StreamedAsync(run)).Should().Equal(
            """messages {"node":"model","id":"model","message":"a"}""",
            """attempt {"node":"model","task":"model","step":1,"attempt":2,"run_attempt":1}""",
            """messages {"node":"model","id":"model@2","message":"a"}""");
    }

    [StoreFact]
    public async Task A_task_that_runs_again_in_another_process_says_so_before_its_first_message()
    {
        var first = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", async context =>
        {
            await context.EmitMessageAsync("a");
            await gate.PassAsync(context.CancellationToken);
        });
        var run = await SayAsync(first, "one", new RunOptions { StreamModes = StreamModes.Messages });
        await gate.Reached.Soon();
        using (var impatient = new CancellationTokenSource())
        {
            await impatient.CancelAsync();
            await _talk.PassUntilAsync(first.StopAsync(impatient.Token));
        }

        gate.Open();
        var second = await _talk.StartAsync();
        await EndAsync(second.GetHandle(Thread, run.RunId));

        var streamed = await StreamedAsync(second.GetHandle(Thread, run.RunId));
        streamed[0].Should().Be("""messages {"node":"answer","id":"answer","message":"a"}""");
        streamed[1].Should().StartWith("""attempt {"node":"answer","task":"answer",""");
        streamed[2].Should().StartWith("""messages {"node":"answer","id":"answer@""");
        streamed.Should().HaveCount(3);
    }

    private static async Task<List<string>> StreamedAsync(RunHandle run)
    {
        var streamed = new List<string>();
        await foreach (var one in run.StreamAsync())
        {
            streamed.Add($"{one.Kind} {Encoding.UTF8.GetString(one.Data.Span)}");
        }

        return streamed;
    }
}
