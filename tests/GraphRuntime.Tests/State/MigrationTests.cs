using System.Text.Json;
using GraphRuntime.Checkpointing;

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

    private static StateGraph<JsonState> Build(StateSchema<JsonState> schema) => StateGraph.Create(schema, "g")
        .AddNode("a", (_, _) => new JsonUpdate(schema).Set("log", s_one))
        .AddEdge(Graph.Start, "a");

    private static async Task RunAsync(ICheckpointer store, StateSchema<JsonState> schema, string channel) =>
        await Build(schema).Compile(new() { Checkpointer = store }).InvokeAsync(new JsonUpdate(schema).Set(channel, s_one), "t");
}
