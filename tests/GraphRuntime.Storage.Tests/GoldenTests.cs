using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Golden;

namespace GraphRuntime.Storage.Tests;

/// <summary>The plain commits of every version, as a checkpointer of one's own gets them.</summary>
public sealed class GoldenTests
{
    private const string File = "commits.jsonl";

    public static TheoryData<string> Versions => [.. GoldenFiles.Versions];

    [Fact]
    public async Task The_commits_of_this_version_are_checked_in()
    {
        if (GoldenFiles.Missing(File) is not { } path)
        {
            return;
        }

        var recorder = new RecordingCheckpointer();
        var graph = TalkGraph.Compile(recorder, GoldenThreads.Buy);
        await GoldenThreads.WriteAsync(async (thread, input) => await graph.InvokeAsync(input, thread));
        await System.IO.File.WriteAllLinesAsync(path, recorder.Lines);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Commits_of_every_version_are_read_and_gone_on_from(string version)
    {
        var store = new InMemoryCheckpointer();
        foreach (var line in await System.IO.File.ReadAllLinesAsync(GoldenFiles.PathOf(version, File)))
        {
            var stored = JsonSerializer.Deserialize<StoredCall>(line)!;
            await (stored.Commit is { } commit ? store.PutAsync(commit, default) : store.PutWritesAsync(stored.Writes!, default));
        }

        await GoldenThreads.CheckAsync(TalkGraph.Compile(store, GoldenThreads.BuyAgain));
    }

    [Fact]
    public async Task Commits_hold_deltas_pending_writes_and_an_interrupt()
    {
        var calls = (await System.IO.File.ReadAllLinesAsync(GoldenFiles.PathOf(GoldenFiles.Versions.Last(), File)))
            .Select(line => JsonSerializer.Deserialize<StoredCall>(line)!).ToList();
        calls.Where(call => call.Commit is not null).SelectMany(call => call.Commit!.Checkpoints).SelectMany(one => one.Appends)
            .Should().Contain(append => append.Offset > 0).And.Contain(append => append.Offset == 0);
        calls.Where(call => call.Writes is not null).SelectMany(call => call.Writes!.Writes).Select(write => write.Kind).Distinct()
            .Should().BeEquivalentTo([PendingWriteKind.Result, PendingWriteKind.Interrupt, PendingWriteKind.Effect]);
    }
}
