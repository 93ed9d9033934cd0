namespace GraphRuntime.AspNetCore.Tests.Rest;

/// <summary>Streams of an application's own endpoints.</summary>
public sealed class ServerSentEventTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("thread")]
    public async Task An_endpoint_of_the_application_streams_from_where_its_reader_left_off(string what)
    {
        await using var host = await ApiHost.StartAsync();
        var thread = await host.ThreadAsync();
        var run = (await host.PostAsync($"/threads/{thread}/runs", """{"assistant_id":"echo","input":{"Text":"x"}}""")).Json.GetProperty("run_id").GetString();
        await host.GetAsync($"/threads/{thread}/runs/{run}/join");

        var whole = await ReadAsync(host, $"/own/{what}/{thread}/{run}", null);
        var rest = await ReadAsync(host, $"/own/{what}/{thread}/{run}", whole[1].Id);

        whole.Select(static item => item.Event).Should().Contain("values").And.Contain("updates");
        rest.Should().Equal(whole.Skip(2));
        (await ReadAsync(host, $"/own/{what}/{thread}/{run}", "no\u00a0id")).Should().Equal(whole);
    }

    /// <summary>Reads the events that are there: of a run to its end, of a thread to the end of its run.</summary>
    private static async Task<List<(string Event, string Id, string Data)>> ReadAsync(ApiHost host, string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", Uri.EscapeDataString(lastEventId));
        }

        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var items = new List<(string, string, string)>();
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync())
        {
            items.Add((item.EventType, item.EventId!, item.Data));
            if (item.Data.Contains("\"ended\"", StringComparison.Ordinal))
            {
                break;
            }
        }

        return items;
    }
}
