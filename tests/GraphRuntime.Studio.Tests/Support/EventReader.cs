using System.Globalization;

namespace GraphRuntime.Studio.Tests;

/// <summary>Reads the event stream of a thread as a browser does.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, Stream stream) => (_response, _reader) = (response, new StreamReader(stream));

    public string? ContentType => _response.Content.Headers.ContentType?.MediaType;

    public static Task<EventReader> OpenAsync(StudioHost host, string thread, long after = 0, string? lastEventId = null) =>
        FollowAsync(host, string.Create(CultureInfo.InvariantCulture, $"threads/{thread}/events?after={after}"), lastEventId);

    /// <summary>Opens any stream of the studio.</summary>
    public static async Task<EventReader> FollowAsync(StudioHost host, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/" + path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Soon();
        response.EnsureSuccessStatusCode();
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; comments are passed over.</summary>
    public async Task<(string Name, JsonElement Data, string? Id)> NextAsync()
    {
        var (name, data, id) = ("", new StringBuilder(), (string?)null);
        while (await _reader.ReadLineAsync().Soon() is { } line)
        {
            if (line.Length == 0 && name.Length > 0)
            {
                return (name, JsonDocument.Parse(data.ToString()).RootElement, id);
            }

            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            data.Append(line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : "");
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
