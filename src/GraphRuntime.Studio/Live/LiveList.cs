using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>A list that streams follow. It is read once for all of them, and a stream sends it only when it has changed.</summary>
/// <param name="key">What the list shows; streams with the same key share it.</param>
/// <param name="read">Reads it as UTF-8 JSON.</param>
internal sealed class LiveList(string key, Func<CancellationToken, ValueTask<byte[]>> read)
{
    private LiveContent? _content;

    public string Key { get; } = key;

    /// <summary>How many streams follow it. <see cref="LiveLists"/> counts them.</summary>
    public int Readers { get; set; }

    public ChangeSignal Changes { get; } = new();

    /// <summary>The newest content; <see langword="null"/> before the first read.</summary>
    public LiveContent? Content => Volatile.Read(ref _content);

    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        var fresh = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (Content is { } known && known.Event == fresh.Event && known.Data.AsSpan().SequenceEqual(fresh.Data))
        {
            return;
        }

        Volatile.Write(ref _content, fresh);
        Changes.Pulse();
    }

    private async ValueTask<LiveContent> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new LiveContent("list", await read(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && StudioProblems.From(failure) is { } problem)
        {
            return new LiveContent("problem", JsonSerializer.SerializeToUtf8Bytes(StudioProblems.Describe(problem), StudioJson.Default.StudioProblem));
        }
    }
}
