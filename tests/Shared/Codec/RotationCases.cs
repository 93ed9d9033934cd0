using System.Text;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.TestSupport;

/// <summary>What holds on every store when content is encoded again.</summary>
internal static class RotationCases
{
    public static KeyedCodec Old { get; } = new(1);

    public static KeyedCodec Both { get; } = new(2, 1);

    public static KeyedCodec New { get; } = new(2);

    /// <summary>The new key, and what was stored without a codec.</summary>
    public static KeyedCodec Passing { get; } = new(2) { PassesPlain = true };

    /// <summary>What the word that conversations put everywhere is below the old key.</summary>
    public static byte[] OldCanary { get; } = KeyedCodec.Masked(1, Encoding.UTF8.GetBytes(SecretTalk.Canary));

    /// <summary>Rotates the key; what was there reads without the old one.</summary>
    public static async Task RotateAsync(Rotation rotation)
    {
        await rotation.TalkAsync(Old);
        var report = await rotation.RunAsync(Both);
        report.Rewritten.Should().BePositive();
        (report.Left, report.Failed, report.Position).Should().Be((0, 0, null));
        await CheckCleanAsync(rotation);
    }

    public static Task RotateWhileTalkingAsync(Rotation rotation) => ChangeAsync(rotation, Old, Both, rotation.RunWhileTalkingAsync);

    /// <summary>Content that was stored without a codec gets encoded, also lists, whose pieces become longer; then the codec need not let plain text pass any more.</summary>
    public static Task SwitchOnAsync(Rotation rotation) => ChangeAsync(rotation, null, Passing, rotation.RunBetweenTalksAsync);

    public static Task SwitchOnWhileTalkingAsync(Rotation rotation) => ChangeAsync(rotation, null, Passing, rotation.RunWhileTalkingAsync);

    /// <summary>Stops behind each step, and goes on where it stood.</summary>
    public static async Task StopAndGoOnAsync(Rotation rotation)
    {
        await rotation.TalkAsync(Old);
        var (position, rewritten, stops) = (default(string), 0L, 0);
        for (var isDone = false; !isDone;)
        {
            using var stop = new CancellationTokenSource();
            var last = new ReencodeReport();
            try
            {
                isDone = (await rotation.RunAsync(Both, new ReencodeOptions { BatchSize = 4, After = position }, Seen, stop.Token)).Position is null;
            }
            catch (OperationCanceledException)
            {
                stops++;
            }

            (position, rewritten) = (last.Position ?? position, rewritten + last.Rewritten);

            void Seen(ReencodeReport report)
            {
                last = report;
                stop.Cancel();
            }
        }

        stops.Should().BeGreaterThan(10);
        rewritten.Should().BeGreaterThan(stops);
        await CheckCleanAsync(rotation);
    }

    /// <summary>A key is missing: the record is named, what it says is not.</summary>
    public static async Task FailAsync(Rotation rotation)
    {
        await rotation.TalkAsync(Old);
        var fails = () => rotation.RunAsync(New);
        var thrown = (await fails.Should().ThrowAsync<StorageException>()).Which;
        thrown.Problem.Should().Be(StorageProblem.Corrupted);
        thrown.Message.Should().Contain("column 'body' of table").And.NotContain(SecretTalk.Canary);

        var failures = new List<StorageException>();
        var report = await rotation.RunAsync(New, new ReencodeOptions { Undecodable = failures.Add });
        (report.Rewritten, report.Left, report.Failed).Should().Be((0, 0, failures.Count));
        report.IsClean.Should().BeFalse();
        await rotation.CheckAsync(Old);
    }

    /// <summary>The columns, with their tables, that the storage takes for content.</summary>
    public static async Task<IReadOnlyList<string>> ContentAsync(Rotation rotation)
    {
        var failures = new List<StorageException>();
        await rotation.RunAsync(New, new ReencodeOptions { Undecodable = failures.Add });
        return [.. failures.Select(static failure => failure.Message.Split('\'')).Select(static parts => $"{parts[3]}.{parts[1]}").Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Encodes again while other things happen, then what they have left.</summary>
    private static async Task ChangeAsync(Rotation rotation, ICheckpointCodec? before, ICheckpointCodec after, Func<ICheckpointCodec, Task> runAsync)
    {
        await rotation.TalkAsync(before);
        await runAsync(after);
        var report = await rotation.RunAsync(after);
        (report.Left, report.Failed).Should().Be((0, 0), "nothing else works now");
        await CheckCleanAsync(rotation);
    }

    private static async Task CheckCleanAsync(Rotation rotation)
    {
        var again = await rotation.RunAsync(New);
        again.Read.Should().BePositive();
        again.IsClean.Should().BeTrue("nothing is left of the old key");
        await rotation.CheckAsync(New);
    }
}
