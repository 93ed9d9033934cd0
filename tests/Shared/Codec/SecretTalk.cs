using System.Text;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.TestSupport;

/// <summary>
/// Runs that put a word into every kind of content: inputs, values, outputs, events, questions, answers, errors, configuration, store values, keys and results of
/// effects, compensations.
/// </summary>
internal static class SecretTalk
{
    /// <summary>The word that must be nowhere in the database.</summary>
    public const string Canary = "CANARY";

    /// <summary>A word of what stays readable; that it is found shows that the search sees the rows.</summary>
    public const string Readable = "readable-metadata";

    private static readonly StoreKey Kept = new(StoreNamespace.Create(["notes"]), "kept");
    private static readonly StoreKey Later = new(StoreNamespace.Create(["notes"]), "later");

    /// <summary>Has the conversations, and checks that the services themselves read everything.</summary>
    public static Task RunAsync(Action<GraphRuntimeBuilder> addStore) => RunAsync(addStore, new XorCodec());

    /// <summary>Has the conversations with a codec, or with none.</summary>
    public static async Task RunAsync(Action<GraphRuntimeBuilder> addStore, ICheckpointCodec? codec)
    {
        await using var provider = Services(addStore, codec);
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();
        var options = new RunOptions
        {
            StreamModes = StreamModes.Values | StreamModes.Updates | StreamModes.Custom | StreamModes.Tasks,
            Metadata = new Dictionary<string, object?> { ["label"] = Readable },
            Config = new RunConfig { Context = new Dictionary<string, object?> { ["user"] = Canary } },
        };
        var said = await JoinAsync(await coordinator.CreateRunAsync("told", "talk", Say("tell"), options));
        (said.Status, said.Error).Should().Be((RunStatus.Success, null));
        Encoding.UTF8.GetString(said.Output.Span).Should().Contain(Canary);
        var failed = await JoinAsync(await coordinator.CreateRunAsync("failed", "talk", Say("fail"), options));
        failed.Status.Should().Be(RunStatus.Error);
        failed.Error.Should().Contain($"{Canary} failed");
        await JoinAsync(await coordinator.CreateRunAsync("asked", "talk", Say("ask"), options));
        var answered = await JoinAsync(await coordinator.CreateRunAsync("asked", "talk", GraphInput.Answer(Canary + " answer"), options));
        Encoding.UTF8.GetString(answered.Output.Span).Should().Contain(Canary + " answer");

        var store = provider.GetRequiredService<IStore>();
        var found = await store.SearchAsync(new StoreQuery { Filters = [new StoreFilter("v", StoreComparison.Equal, Canary)] }, default);
        found.Select(static item => item.Key).Should().BeEquivalentTo([Kept, Later]);
        await coordinator.StopAsync();
    }

    public static SecretState.Update Say(string what) => new() { Text = $"{Canary} {what}" };

    public static Task<RunInfo> JoinAsync(RunHandle run) => run.JoinAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(5));

    /// <summary>Services with the graph of the conversations; without a codec all is stored as it is.</summary>
    public static ServiceProvider Services(Action<GraphRuntimeBuilder> addStore, ICheckpointCodec? codec)
    {
        var services = new ServiceCollection();
        if (codec is not null)
        {
            services.AddSingleton(codec);
        }

        var builder = services.AddGraphRuntime();
        addStore(builder);
        builder.AddGraph<SecretState>("talk", static graph => graph.AddNode("answer", AnswerAsync).AddEdge(Graph.Start, "answer"), new CompileOptions
        {
            BufferedStoreWrites = true,
            Compensations = new Dictionary<string, Func<Compensation, CancellationToken, ValueTask>> { ["undo"] = static (_, _) => default },
        });
        return services.BuildServiceProvider();
    }

    private static async ValueTask<NodeResult<SecretState>> AnswerAsync(SecretState state, NodeContext context)
    {
        var value = Encoding.UTF8.GetBytes($$"""{"v":"{{Canary}}"}""");
        await context.OnceAsync(Canary + " key", static _ => ValueTask.FromResult(Canary + " effect"), new EffectOptions<string> { Compensation = "undo" });
        await context.Store.WriteAsync(new StoreWriteBatch { Writes = [StoreWrite.Put(Kept, value)] }, context.CancellationToken);
        context.BufferStoreWrites(StoreWrite.Put(Later, value));
        await context.EmitAsync(Canary + " event");
        return state.Text.Split(' ')[1] switch
        {
            "fail" => throw new InvalidOperationException(Canary + " failed"),
            "ask" => new SecretState.Update { Log = [context.Interrupt<string>(Canary + " question")] },
            _ => new SecretState.Update { Log = [Canary + " told"] },
        };
    }
}
