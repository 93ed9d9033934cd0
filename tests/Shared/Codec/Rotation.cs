using System.Text;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.TestSupport;

/// <summary>Encodes what conversations left once more, on any store.</summary>
/// <param name="addStore">Adds the store to the services.</param>
/// <param name="reencode">Calls the store of the services.</param>
internal sealed class Rotation(
    Action<GraphRuntimeBuilder> addStore, Func<IServiceProvider, ICheckpointCodec, ReencodeOptions?, IProgress<ReencodeReport>?, CancellationToken, Task<ReencodeReport>> reencode)
{
    private const int Talks = 12;

    /// <summary>The conversations, and a thread that waits for an answer.</summary>
    public async Task TalkAsync(ICheckpointCodec? codec)
    {
        await SecretTalk.RunAsync(addStore, codec);
        await UseAsync(codec, static async (_, coordinator) =>
            (await SecretTalk.JoinAsync(await coordinator.CreateRunAsync("paused", "talk", SecretTalk.Say("ask")))).Status.Should().Be(RunStatus.Interrupted));
    }

    /// <summary>Everything can be read, and the thread that waits goes on.</summary>
    public Task CheckAsync(ICheckpointCodec? codec) => UseAsync(codec, static async (provider, coordinator) =>
    {
        foreach (var thread in new[] { "told", "failed", "asked", "paused" })
        {
            (await coordinator.GetStateAsync(thread, graphName: "talk")).Should().NotBeNull();
            (await coordinator.ReadThreadEventsAsync(thread)).Events.Should().NotBeEmpty();
            foreach (var run in await coordinator.ListRunsAsync(thread))
            {
                run.Status.Should().BeOneOf(RunStatus.Success, RunStatus.Error, RunStatus.Interrupted);
            }
        }

        var canary = new StoreFilter("v", StoreComparison.Equal, SecretTalk.Canary);
        (await provider.GetRequiredService<IStore>().SearchAsync(new StoreQuery { Filters = [canary] }, default)).Should().HaveCount(2);
        var answered = await SecretTalk.JoinAsync(await coordinator.CreateRunAsync("paused", "talk", GraphInput.Answer("at last")));
        Encoding.UTF8.GetString(answered.Output.Span).Should().Contain("at last");
    });

    public async Task<ReencodeReport> RunAsync(
        ICheckpointCodec codec, ReencodeOptions? options = null, Action<ReencodeReport>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var provider = SecretTalk.Services(addStore, codec);
        return await reencode(provider, codec, options, progress is null ? null : new AtOnce(progress), cancellationToken);
    }

    /// <summary>Conversations go on while everything is encoded again.</summary>
    public Task RunWhileTalkingAsync(ICheckpointCodec codec) => UseAsync(codec, async (provider, coordinator) =>
    {
        var talks = Enumerable.Range(0, Talks).Select(i => TellAsync(coordinator, $"other-{i % 3}")).ToArray();
        (await reencode(provider, codec, new ReencodeOptions { BatchSize = 1 }, null, default)).Failed.Should().Be(0);
        await Task.WhenAll(talks);
    });

    /// <summary>What a process keeps of a conversation in memory does not deceive it after everything was encoded again.</summary>
    public Task RunBetweenTalksAsync(ICheckpointCodec codec) => UseAsync(codec, async (provider, coordinator) =>
    {
        await TellAsync(coordinator, "told");
        (await reencode(provider, codec, null, null, default)).Left.Should().Be(0);
        var last = await TellAsync(coordinator, "told");
        Encoding.UTF8.GetString(last.Output.Span).Split(SecretTalk.Canary + " told").Should().HaveCount(4, "there were three runs");
    });

    private static async Task<RunInfo> TellAsync(ThreadRunCoordinator coordinator, string thread)
    {
        var options = new RunOptions { MultitaskStrategy = MultitaskStrategy.Enqueue };
        var run = await SecretTalk.JoinAsync(await coordinator.CreateRunAsync(thread, "talk", SecretTalk.Say("tell"), options));
        (run.Status, run.Error).Should().Be((RunStatus.Success, null));
        return run;
    }

    private async Task UseAsync(ICheckpointCodec? codec, Func<IServiceProvider, ThreadRunCoordinator, Task> use)
    {
        await using var provider = SecretTalk.Services(addStore, codec);
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();
        await use(provider, coordinator);
        await coordinator.StopAsync();
    }

    private sealed class AtOnce(Action<ReencodeReport> report) : IProgress<ReencodeReport>
    {
        public void Report(ReencodeReport value) => report(value);
    }
}
