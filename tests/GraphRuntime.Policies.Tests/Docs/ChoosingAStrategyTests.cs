using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Testing;
using GraphRuntime.TestSupport;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;
using ChatState = GraphRuntime.Policies.Tests.TalkState;

namespace GraphRuntime.Policies.Tests;

/// <summary>Compiles and runs every snippet of the page "Choosing a strategy". Between the marks stands what stands on the page.</summary>
public sealed partial class ChoosingAStrategyTests : IAsyncLifetime
{
    private const string threadId = "t1";

    private readonly ChatState.Update input = new() { Messages = ["hello"] };
    private TestStores _stores = null!;
    private Talk _talk = null!;
    private ThreadRunCoordinator coordinator = null!;
    private Gate _busy = null!;

    private ICheckpointer checkpointer => _stores.Checkpointer;

    public async Task InitializeAsync()
    {
        _stores = await new MemoryPlace().OpenAsync(new VirtualTimeProvider());
        _talk = new Talk(_stores);
        _talk.Add("chat", _talk.Graph);
        coordinator = await _talk.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _busy?.Open();
        await _talk.CloseAsync();
    }

    [Fact]
    public async Task DT_56_The_one_liners()
    {
        await BusyAsync();

        var run = async () =>
        {
            // snippet
            await coordinator.CreateRunAsync(threadId, "chat", input, new() { MultitaskStrategy = MultitaskStrategy.Enqueue });
            await coordinator.CreateRunAsync(threadId, "chat", input, new() { MultitaskStrategy = MultitaskStrategy.Interrupt });
            await coordinator.CreateRunAsync(threadId, "chat", input, new() { MultitaskStrategy = MultitaskStrategy.Steer });
            await coordinator.CreateRunAsync(threadId, "chat", input, new() { MultitaskStrategy = MultitaskStrategy.Rollback });
            await coordinator.CreateRunAsync(threadId, "chat", input, new() { MultitaskStrategy = MultitaskStrategy.Reject });
            // end
        };

        (await run.Should().ThrowAsync<RunConflictException>()).Which.StatusCode.Should().Be(409);
    }

    [Fact]
    public void DT_57_What_is_recommended()
    {
        // snippet
        IReadOnlyList<MultitaskStrategy> best = RunPolicy.Recommend(RunNeed.SideEffects);   // Reject, Enqueue
        // end

        best.Should().Equal(MultitaskStrategy.Reject, MultitaskStrategy.Enqueue);
    }

    [Fact]
    public async Task A_policy_with_rules()
    {
        // snippet
        var policy = RunPolicy.For<ChatState>()
            .When(c => c.ActiveCount == 0).StartNow()
            .When(c => c.Input.ContainsAny("never mind", "算了")).Rollback()
            .When(c => c.PendingCount > 5).Rollback(RunScope.Pending)
            .When(c => c.Active.RunningFor < TimeSpan.FromSeconds(5)).Interrupt()
            .Otherwise().Enqueue();

        var run = await coordinator.CreateRunAsync(threadId, "chat", input, new() { Policy = policy });
        Console.WriteLine(run.Admission!.Rule);   // when ActiveCount = 0: StartNow
        // end

        run.Admission.Rule.Should().Be("when ActiveCount = 0: StartNow");
    }

    [Fact]
    public void A_policy_with_a_problem()
    {
        var reported = new StringWriter();
        var Console = reported;

        // snippet
        try
        {
            RunPolicy.First(RunPolicy.Adaptive, RunPolicy.QueueCap());
        }
        catch (InvalidPolicyException problem)
        {
            // The age rules refuse a second waiting run, so that no queue ever grows beyond the cap.
            Console.WriteLine(problem.Problems[0]);
        }
        // end

        reported.ToString().Should().Contain("unreachable");
    }

    [Fact]
    public async Task Where_a_policy_is_given()
    {
        var services = new ServiceCollection();

        // snippet
        services.AddGraphRuntime(options =>
        {
            options.DefaultPolicy = RunPolicy.Adaptive;
            options.GraphPolicies["search"] = RunPolicy.Always(MultitaskStrategy.Rollback);
        });
        // end

        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<ThreadRunCoordinator>().Should().NotBeNull();
    }

    [Fact]
    public async Task Hints_of_the_caller()
    {
        await BusyAsync();

        // snippet
        var hints = new RunHints { Scenario = "search", Priority = RunPriority.Speed };
        await coordinator.CreateRunAsync(threadId, "chat", input, new() { Policy = RunPolicy.Scenario(), Hints = hints });
        // end

        (await coordinator.ListRunsAsync(threadId)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Asking_the_user()
    {
        await BusyAsync();

        // snippet
        var ask = RunPolicy.Ask(async (question, cancellationToken) =>
        {
            var typed = await ShowAsync($"{question.Context.ActiveCount} in progress: 1 wait, 2 interrupt, 3 undo, 4 drop?", cancellationToken);
            return PolicyQuestion.Read(typed);
        });
        await coordinator.CreateRunAsync(threadId, "chat", input, new() { Policy = ask });
        // end

        (await coordinator.ListRunsAsync(threadId)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Trying_a_policy_out()
    {
        await BusyAsync();

        // snippet
        var recorded = (await coordinator.ListRunsAsync(threadId)).Select(RecordedArrival.From);
        foreach (var admission in RunPolicy.Adaptive.Simulate(recorded))
        {
            Console.WriteLine($"{admission.Arrival.At:T} {admission.Strategy}: {admission.Rule}");
        }
        // end

        recorded.Should().ContainSingle();
    }

    [Fact]
    public async Task DT_64_Additions_are_steered_and_corrections_interrupt()
    {
        await BusyAsync();

        // snippet
        var steering = RunPolicy.For<ChatState>()
            .When(c => c.Input.ContainsAny("also", "and")).Steer()
            .When(c => c.Input.ContainsAny("no,", "instead")).Interrupt()
            .Otherwise().Enqueue();
        // end

        var addition = await coordinator.CreateRunAsync(threadId, "chat", new ChatState.Update { Messages = ["also tea"] }, new() { Policy = steering });
        var correction = await coordinator.CreateRunAsync(threadId, "chat", new ChatState.Update { Messages = ["no, coffee"] }, new() { Policy = steering });

        addition.Admission!.Applied.Should().Be(MultitaskStrategy.Steer);
        correction.Admission!.Applied.Should().Be(MultitaskStrategy.Interrupt);
    }

    [Fact]
    public async Task More_than_four()
    {
        // snippet
        var merge = RunPolicy.For<ChatState>().Otherwise().Merge(chat => chat.Messages[^1], text => new ChatState.Update { Messages = [text] });
        var coalesce = RunPolicy.Coalesce();
        var debounce = RunPolicy.Debounce(quiet: TimeSpan.FromSeconds(2), longest: TimeSpan.FromSeconds(20));
        // end

        foreach (var policy in new[] { merge, coalesce, debounce })
        {
            var run = await coordinator.CreateRunAsync("more", "talk", Talk.Say("two"), new() { Policy = policy });
            (await _talk.PassUntilAsync(run.JoinAsync())).Status.Should().Be(RunStatus.Success);
        }
    }

    private static StateGraph<TalkState> Start(string node) => StateGraph.Create<TalkState>(node).AddEdge(Graph.Start, node);

    private static ValueTask<string> ShowAsync(string question, CancellationToken cancellationToken) => new("3");

    /// <summary>Something is in flight on the thread, whatever becomes of the first run.</summary>
    private async Task BusyAsync()
    {
        _busy = new Gate();
        _talk.On("answer", "", _busy);
        await coordinator.CreateRunAsync(threadId, "chat", input);
        await _busy.Reached.Soon();
    }

    private async Task<IReadOnlyList<string>> RunAsync(string name, CompiledGraph<TalkState> graph)
    {
        _talk.Add(name, graph);
        var run = await coordinator.CreateRunAsync(name, name, input);
        (await run.JoinAsync().Soon()).Status.Should().Be(RunStatus.Success);
        return (await graph.GetStateAsync(name)).State.Messages;
    }
}
