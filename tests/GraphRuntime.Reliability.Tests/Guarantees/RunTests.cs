using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Reliability.Tests.Guarantees;

public sealed class RunTests
{
    [Fact]
    public async Task G_21_Of_two_answers_to_one_question_one_is_taken_and_the_other_is_told_so()
    {
        await using var bench = await Bench.CreateAsync("memory");
        var coordinator = await bench.StartAsync(static graphs => graphs.AddGraph<TalkState>("ask", static graph => graph
            .AddNode("ask", static (_, context) => new TalkState.Update { Messages = [context.Interrupt<string>("?")] })
            .AddEdge(Graph.Start, "ask")));
        await coordinator.CreateRunAsync("thread", "ask", new TalkState.Update { Messages = ["in"] }, new RunOptions { RunId = "asks" }).Soon();
        var question = (await coordinator.JoinAsync("thread", "asks").Soon()).InterruptIds.Should().ContainSingle().Which;
        await coordinator.CreateRunAsync("thread", "ask", GraphInput.Answer(question, "yes"), new RunOptions { RunId = "yes" }).Soon();
        (await coordinator.JoinAsync("thread", "yes").Soon()).Status.Should().Be(RunStatus.Success);
        var late = () => coordinator.CreateRunAsync("thread", "ask", GraphInput.Answer(question, "no"), new RunOptions { RunId = "no" }).AsTask();
        await late.Should().ThrowAsync<AnswerException>();
        var state = (StateSnapshot<TalkState>)await coordinator.GetStateAsync("thread", "ask");
        state.State.Messages.Should().Equal("in", "yes");
    }

    [Fact]
    public async Task G_24_Nodes_wait_while_the_events_of_their_run_wait_for_room()
    {
        await using var bench = await Bench.CreateAsync("sqlite");
        var coordinator = await bench.StartAsync(Steps.Of(20), static options => options.EventBufferSize = 1);
        await coordinator.SubmitAsync("thread", "run").Soon();
        await Steps.CheckAsync(coordinator, "thread", 20, "run");
        var sequences = new List<long>();
        await foreach (var e in coordinator.StreamAsync("thread", "run"))
        {
            sequences.Add(e.Sequence);
        }

        sequences.Should().Equal(Enumerable.Range(1, sequences.Count).Select(number => (long)number), "nothing is dropped");
        sequences.Count.Should().BeGreaterThanOrEqualTo(20);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task G_37_What_users_say_stands_in_no_log_line_at_the_usual_level(string store)
    {
        const string Canary = "canary-4711";
        await using var bench = await Bench.CreateAsync(store);
        using var log = new Lines();
        var coordinator = await bench.StartAsync(graphs =>
        {
            graphs.Services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Information));
            graphs.AddGraph<TalkState>("talk", static graph => graph
                .AddNode("talk", static state => state.Messages.Length > 2 ? throw new InvalidOperationException("it failed") : new TalkState.Update { Messages = [Canary] })
                .AddEdge(Graph.Start, "talk"));
        });
        for (var i = 0; i < 3; i++)
        {
            var options = new RunOptions { RunId = $"r{i}", Metadata = new Dictionary<string, object?> { ["secret"] = Canary } };
            await coordinator.CreateRunAsync("thread", "talk", new TalkState.Update { Messages = [Canary] }, options).Soon();
            await coordinator.JoinAsync("thread", $"r{i}").Soon();
        }

        await coordinator.UpdateThreadAsync("thread", new Dictionary<string, object?> { ["secret"] = Canary });
        await coordinator.StopAsync().Soon();
        log.All.Should().NotBeEmpty().And.NotContain(line => line.Contains(Canary, StringComparison.Ordinal));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
