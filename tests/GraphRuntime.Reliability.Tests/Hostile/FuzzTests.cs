using System.Text;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Reliability.Tests.Hostile;

/// <summary>Bytes that are not what they were: whoever reads them gets what was written, or an exception with a name.</summary>
public sealed class FuzzTests
{
    private const int Mutations = 3000;

    [Fact]
    public async Task G_30_G_31_Changed_bytes_of_checkpoints_are_refused_by_name_or_read_as_values_of_the_declared_types()
    {
        var random = new Random(20_300_101);
        var fuzzed = new FuzzedCheckpointer(new InMemoryCheckpointer(), random);
        var graph = StateGraph.Create<TalkState>("fuzz").AddNode("say", static state => new TalkState.Update { Messages = [$"said {state.Messages.Length}"] })
            .AddEdge(Graph.Start, "say").Compile(new CompileOptions { Checkpointer = fuzzed });
        for (var i = 0; i < 5; i++)
        {
            await graph.InvokeAsync(new TalkState.Update { Messages = [$"message {i}"] }, "thread");
        }

        fuzzed.IsOn = true;
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            try
            {
                await graph.GetStateAsync("thread");
            }
            catch (Exception exception)
            {
                exception.Should().BeAssignableTo<GraphRuntimeException>($"of mutation {i}: {fuzzed.Last}");
                exception.Message.Should().Contain("thread");
                refused++;
            }
        }

        refused.Should().BeGreaterThan(Mutations / 10, "otherwise nothing was changed");
        fuzzed.IsOn = false;
        (await graph.GetStateAsync("thread")).State.Messages.Should().HaveCount(10);
    }

    [Fact]
    public async Task Changed_bytes_of_run_inputs_end_their_run_and_no_other()
    {
        await using var bench = await Bench.CreateAsync("memory");
        var random = new Random(20_300_102);
        var services = bench.Services(Steps.Of(1), static options => options.MaxQueuedPerThread = 10_000);
        var coordinator = (ThreadRunCoordinator)services.GetService(typeof(ThreadRunCoordinator))!;
        var store = (Threads.IRunStore)services.GetService(typeof(Threads.IRunStore))!;
        await coordinator.SubmitAsync("model", "model").Soon();
        var good = (await store.GetRunAsync("model", "model", default))!.Input.ToArray();
        for (var i = 0; i < 300; i++)
        {
            var run = new Threads.NewRun
            {
                RunId = $"r{i}",
                ThreadId = $"t{i % 10}",
                GraphName = Steps.Graph,
                Input = ChangedInput(good, random),
                Config = FuzzedCheckpointer.Change("{}"u8.ToArray(), random),
                MaxAttempts = 3,
                CreateThread = true,
            };
            await store.AdmitAsync(new Threads.AdmissionRequest(run, static _ => new Threads.AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Enqueue }), default);
        }

        await coordinator.StartAsync();
        for (var i = 0; i < 300; i++)
        {
            var run = await coordinator.JoinAsync($"t{i % 10}", $"r{i}").Soon();
            run.Status.Should().BeOneOf(RunStatus.Success, RunStatus.Error, RunStatus.Interrupted);
        }

        (await coordinator.JoinAsync("model", "model").Soon()).Status.Should().Be(RunStatus.Success);
    }

    [Fact]
    public async Task Deep_JSON_in_inputs_and_answers_is_kept_or_refused_by_name_and_never_ends_the_process()
    {
        await using var bench = await Bench.CreateAsync("memory");
        var coordinator = await bench.StartAsync(static graphs => graphs.AddGraph<OpenState>("ask", static graph => graph
            .AddNode("ask", static (_, context) => new OpenState.Update { Kept = context.Interrupt<JsonElement>("?") })
            .AddEdge(Graph.Start, "ask")));
        foreach (var depth in new[] { 10, 60, 64, 100, 1000, 20_000 })
        {
            var thread = $"deep{depth}";
            var deep = Deep(depth);
            await IsFineOrNamedAsync(coordinator, thread, "in", new OpenState.Update { Given = deep });
            await IsFineOrNamedAsync(coordinator, thread, "plain", new OpenState.Update());
            await IsFineOrNamedAsync(coordinator, thread, "answer", GraphInput.Answer(deep));
        }
    }

    /// <summary>Changed bytes that do not say they are of a newer version: a run like that waits for a process that knows it.</summary>
    private static ReadOnlyMemory<byte> ChangedInput(byte[] good, Random random)
    {
        ReadOnlyMemory<byte> changed;
        do
        {
            changed = FuzzedCheckpointer.Change(good, random);
        }
        while (NamesNewerVersion(changed));

        return changed;
    }

    private static bool NamesNewerVersion(ReadOnlyMemory<byte> input)
    {
        try
        {
            using var document = JsonDocument.Parse(input);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("v", out var version)
                && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number > 1;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task IsFineOrNamedAsync(ThreadRunCoordinator coordinator, string thread, string runId, GraphInput input)
    {
        try
        {
            await coordinator.CreateRunAsync(thread, "ask", input, new RunOptions { RunId = runId }).Soon();
            var run = await coordinator.JoinAsync(thread, runId).Soon();
            run.IsFinal.Should().BeTrue();
        }
        catch (Exception exception)
        {
            exception.Should().Match(e => e is GraphRuntimeException || e is ArgumentException, $"of {runId} on {thread}");
        }
    }

    private static JsonElement Deep(int depth)
    {
        var text = new StringBuilder().Append('[', depth).Append(']', depth).ToString();
        return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = depth + 1 }).RootElement;
    }
}
