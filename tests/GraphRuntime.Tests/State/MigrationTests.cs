using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.State;

public sealed class MigrationTests
{
    private static readonly JsonElement s_one = JsonSerializer.SerializeToElement(1);

    [Fact]
    public async Task A_stored_state_of_an_older_version_is_rewritten_before_it_is_read()
    {
        var store = new InMemoryCheckpointer();
        await RunAsync(store, new JsonStateSchema().LastValue("old").Append("log").Build(1), "old");
        var schema = new JsonStateSchema().LastValue("renamed").Append("log").Build(2);

        var graph = Build(schema).AddMigration(1, state =>
        {
            state["renamed"] = state["old"]?.DeepClone();
            state.Remove("old");
        }).Compile(new() { Checkpointer = store });

        var state = await graph.GetStateAsync("t");
        state.State["renamed"]!.Value.GetInt32().Should().Be(1);
        state.State["log"]!.Value.GetArrayLength().Should().Be(1);
        await graph.InvokeAsync(new JsonUpdate(schema).Set("renamed", s_one), "t");
        (await graph.GetStateAsync("t")).State["log"]!.Value.GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task Without_a_migration_it_is_a_named_error_and_the_thread_is_unchanged()
    {
        var store = new InMemoryCheckpointer();
        await RunAsync(store, new JsonStateSchema().LastValue("old").Append("log").Build(2), "old");
        var newer = Build(new JsonStateSchema().LastValue("old").Append("log").Build(3)).Compile(new() { Checkpointer = store });
        var older = Build(new JsonStateSchema().LastValue("old").Append("log").Build(1)).Compile(new() { Checkpointer = store });
        var renamed = Build(new JsonStateSchema().LastValue("renamed").Append("log").Build(2)).Compile(new() { Checkpointer = store });

        (await FluentActions.Awaiting(async () => await newer.GetStateAsync("t")).Should().ThrowAsync<StateVersionException>())
            .WithMessage("*version 2*AddMigration(2*").Which.CurrentVersion.Should().Be(3);
        (await FluentActions.Awaiting(async () => await older.GetStateAsync("t")).Should().ThrowAsync<StateVersionException>()).WithMessage("*newer*");
        (await FluentActions.Awaiting(async () => await renamed.InvokeAsync(GraphInput.Resume, "t")).Should().ThrowAsync<SchemaChangedException>())
            .Which.Channel.Should().Be("old");
        (await store.ReadAsync(new CheckpointAddress("t", ""), null, default)).Head.Should().Be(3);
    }

    [Fact]
    public async Task A_migration_that_fails_or_does_not_fit_is_a_named_error_and_the_thread_is_unchanged()
    {
        var store = new InMemoryCheckpointer();
        var current = new JsonStateSchema().LastValue("old").Append("log").Build(1);
        await RunAsync(store, current, "old");
        var before = await ThreadImage.TakeAsync(Build(current).Compile(new() { Checkpointer = store }), "t");
        var throws = Next().AddMigration(1, static _ => throw new InvalidOperationException("mine")).Compile(new() { Checkpointer = store });
        var misfits = Next().AddMigration(1, static state => state["extra"] = 1).Compile(new() { Checkpointer = store });

        var error = await Failure.OfAsync<StateVersionException>(async () => await throws.InvokeAsync(GraphInput.Resume, "t"));
        var other = await Failure.OfAsync<SchemaChangedException>(async () => await misfits.GetStateAsync("t"));

        error.Message.Should().Be("Thread 't': its state has version 1 and the graph version 2, but the migration from 1 threw a InvalidOperationException. Correct the migration; the thread is unchanged.");
        (error.ThreadId, error.StoredVersion, error.CurrentVersion).Should().Be(("t", 1, 2));
        error.InnerException!.Message.Should().Be("mine");
        other.Message.Should().Be(
            "Thread 't': its state has a channel 'extra' that version 2 of the graph's state does not have. Raise the version of the state and register a migration that renames or removes it.");
        (other.ThreadId, other.Channel, other.Version).Should().Be(("t", "extra", 2));
        (await ThreadImage.TakeAsync(Build(current).Compile(new() { Checkpointer = store }), "t")).Should().Be(before);

        static StateGraph<JsonState> Next() => Build(new JsonStateSchema().LastValue("old").Append("log").Build(2));
    }

    [Fact]
    public async Task A_thread_that_waits_for_a_node_the_graph_has_lost_says_so()
    {
        var store = new InMemoryCheckpointer();
        var schema = new JsonStateSchema().LastValue("old").Append("log").Build();
        await Build(schema).Compile(new() { Checkpointer = store, InterruptBefore = ["a"] }).InvokeAsync(new JsonUpdate(schema).Set("old", s_one), "t");
        var without = StateGraph.Create(schema, "g").AddNode("b", _ => default).AddEdge(Graph.Start, "b").Compile(new() { Checkpointer = store });

        var error = await Failure.OfAsync<UnknownNodeException>(async () => await without.InvokeAsync(GraphInput.Resume, "t"));

        error.Message.Should().Be(
            "Graph 'g', thread 't': it waits for node 'a', which the graph does not have any more. It has: b. If another graph left the thread there, let a run of that graph finish it first. Otherwise keep the node until such threads have finished (it may do nothing), or delete the thread.");
        (error.Graph, error.ThreadId, error.Node).Should().Be(("g", "t", "a"));
    }

    [Fact]
    public async Task A_thread_that_waits_for_a_node_the_graph_has_lost_can_be_read_and_takes_a_new_input()
    {
        var store = new InMemoryCheckpointer();
        var schema = new JsonStateSchema().LastValue("old").Append("log").Build();
        await Build(schema).Compile(new() { Checkpointer = store, InterruptBefore = ["a"] }).InvokeAsync(new JsonUpdate(schema).Set("old", s_one), "t");
        var without = StateGraph.Create(schema, "g").AddNode("b", _ => default).AddEdge(Graph.Start, "b").Compile(new() { Checkpointer = store });

        (await without.GetStateAsync("t")).Next.Should().BeEmpty();
        var result = await without.InvokeAsync(new JsonUpdate(schema).Set("old", s_one), "t");

        result.IsPaused.Should().BeFalse();
        (await without.GetStateAsync("t")).Next.Should().BeEmpty();
    }

    private static StateGraph<JsonState> Build(StateSchema<JsonState> schema) => StateGraph.Create(schema, "g")
        .AddNode("a", (_, _) => new JsonUpdate(schema).Set("log", s_one))
        .AddEdge(Graph.Start, "a");

    private static async Task RunAsync(ICheckpointer store, StateSchema<JsonState> schema, string channel) =>
        await Build(schema).Compile(new() { Checkpointer = store }).InvokeAsync(new JsonUpdate(schema).Set(channel, s_one), "t");
}
