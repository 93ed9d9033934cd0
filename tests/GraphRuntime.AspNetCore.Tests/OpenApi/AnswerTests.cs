using GraphRuntime.AspNetCore.Tests.Rest;

namespace GraphRuntime.AspNetCore.Tests.OpenApi;

/// <summary>Whatever an endpoint answers is in its description.</summary>
public sealed class AnswerTests
{
    private readonly List<string> _misfits = [];
    private readonly HashSet<string> _called = [];
    private ApiHost _host = null!;
    private ApiDocument _document = null!;

    [Fact]
    public async Task Answers_are_what_the_document_says_and_no_endpoint_is_left_out()
    {
        await using var host = _host = await ApiHost.StartAsync();
        _document = await ApiDocument.ReadAsync(host);

        await CallThreadsAsync();
        await CallRunsAsync();
        await CallStreamsAsync();
        await CallAssistantsAsync();
        await CallCronsAsync();
        await CallStoreAsync();
        await CallAsync("GET /ok");
        await CallAsync("GET /info");
        await CallAsync("GET /metrics");

        _misfits.Should().BeEmpty();
        _called.Should().BeEquivalentTo(_document.Operations.Keys);
    }

    private async Task CallThreadsAsync()
    {
        var id = Text(await CallAsync("POST /threads", """{"metadata":{"a":{"b":[1]}},"ttl":5}"""), "thread_id");
        await CallAsync("POST /threads", $$"""{"thread_id":"{{id}}"}""");
        await CallAsync("POST /threads", """{"thread_id":"no uuid"}""");
        await CallAsync("GET /threads/{thread}?include=ttl", path: [id]);
        await CallAsync("GET /threads/{thread}", path: [Guid.Empty.ToString()]);
        await CallAsync("PATCH /threads/{thread}", """{"metadata":{"c":1}}""", id);
        await CallAsync("GET /threads/{thread}/state", path: [id]);
        await CallAsync("POST /threads/{thread}/runs/wait", """{"assistant_id":"ask","input":{"Text":"x"}}""", id);
        var state = await CallAsync("GET /threads/{thread}/state?subgraphs=true", path: [id]);
        var checkpoint = state.GetProperty("checkpoint").GetProperty("checkpoint_id").GetString()!;
        await CallAsync("GET /threads/{thread}/state/{checkpoint}", path: [id, checkpoint]);
        await CallAsync("GET /threads/{thread}/state/{checkpoint}", path: [id, "nonsense"]);
        await CallAsync("POST /threads/{thread}/state/checkpoint", $$$"""{"checkpoint":{"checkpoint_id":"{{{checkpoint}}}"}}""", id);
        await CallAsync("GET /threads/{thread}/history?limit=2", path: [id]);
        await CallAsync("POST /threads/{thread}/history", """{"limit":5}""", id);
        await CallAsync("POST /threads/search", """{"extract":{"first":"values.Said[0]"}}""");
        await CallAsync("POST /threads/search", """{"limit":0}""");
        await CallAsync("POST /threads/count", "{}");
        await CallAsync("PATCH /threads/{thread}/state", """{"metadata":{"d":1}}""", id);
        await CallAsync("POST /threads/{thread}/state", """{"values":{"Said":["edited"]},"as_node":"question"}""", id);
        var copy = Text(await CallAsync("POST /threads/{thread}/copy", path: [id]), "thread_id");
        await CallAsync("POST /threads/prune", $$"""{"thread_ids":["{{copy}}"],"strategy":"keep_latest"}""");
        await CallAsync("DELETE /threads/{thread}", path: [id]);
    }

    private async Task CallRunsAsync()
    {
        var id = Text(await CallAsync("POST /threads", "{}"), "thread_id");
        var delayed = Text(await CallAsync("POST /threads/{thread}/runs", """{"assistant_id":"echo","input":{"Text":"x"},"after_seconds":1000,"config":{"configurable":{"a":1},"tags":["t"]}}""", id), "run_id");
        await CallAsync("POST /threads/{thread}/runs", """{"assistant_id":"echo","multitask_strategy":"reject"}""", id);
        await CallAsync("POST /threads/{thread}/runs", """{"assistant_id":"nothing"}""", id);
        await CallAsync("GET /threads/{thread}/runs/{run}", path: [id, delayed]);
        await CallAsync("POST /threads/{thread}/runs/{run}/cancel?reason=taken", path: [id, delayed]);
        await CallAsync("POST /threads/{thread}/runs/{run}/cancel?wait=1", path: [id, delayed]);
        await CallAsync("POST /threads/{thread}/runs/{run}/cancel?action=nothing", path: [id, delayed]);
        await CallAsync("GET /threads/{thread}/runs/{run}/join", path: [id, delayed]);
        await CallAsync("GET /threads/{thread}/runs", path: [id]);
        await CallAsync("POST /runs/cancel", $$"""{"thread_id":"{{id}}","run_ids":["{{delayed}}"]}""");
        await CallAsync("DELETE /threads/{thread}/runs/{run}", path: [id, delayed]);
        await CallAsync("DELETE /threads/{thread}/runs/{run}", path: [id, delayed]);
        await CallAsync("POST /runs", """{"assistant_id":"echo","input":{"Text":"x"}}""");
        await CallAsync("POST /runs/wait", """{"assistant_id":"echo","input":{"Text":"x"}}""");
        await CallAsync("POST /runs/batch", """[{"assistant_id":"echo","input":{"Text":"x"}}]""");
    }

    private async Task CallStreamsAsync()
    {
        var id = Text(await CallAsync("POST /threads", "{}"), "thread_id");
        await CallAsync("POST /threads/{thread}/runs/stream", """{"assistant_id":"echo","input":{"Text":"x"}}""", id);
        await CallAsync("POST /runs/stream", """{"assistant_id":"echo","input":{"Text":"x"}}""");
        var run = (await CallAsync("GET /threads/{thread}/runs", path: [id]))[0].GetProperty("run_id").GetString()!;
        await CallAsync("GET /threads/{thread}/runs/{run}/stream", path: [id, run]);
        await CallAsync("GET /runs/{run}/stream", path: [run]);
        await CallAsync("GET /threads/{thread}/stream", path: [id]);
        await CallAsync("POST /threads/{thread}/stream/events", """{"channels":["values"]}""", id);
        await CallAsync("GET /threads/{thread}/stream/events", path: [id]);
        await CallAsync("POST /threads/{thread}/commands", """{"id":1,"method":"state.get","params":{}}""", id);
        await CallAsync("POST /threads/{thread}/commands", """{"id":2,"method":"nothing"}""", id);
        await CallAsync("POST /threads/{thread}/commands", """{"method":"nothing"}""", id);
    }

    private async Task CallAssistantsAsync()
    {
        var id = Text(await CallAsync("POST /assistants", """{"graph_id":"echo","name":"mine","config":{"a":1},"metadata":{"b":2}}"""), "assistant_id");
        await CallAsync("POST /assistants", $$"""{"graph_id":"echo","assistant_id":"{{id}}"}""");
        await CallAsync("POST /assistants/search", "{}");
        await CallAsync("POST /assistants/count", "{}");
        await CallAsync("GET /assistants/{assistant}", path: [id]);
        await CallAsync("PATCH /assistants/{assistant}", """{"name":"yours"}""", id);
        await CallAsync("POST /assistants/{assistant}/versions", "{}", id);
        await CallAsync("POST /assistants/{assistant}/latest", """{"version":1}""", id);
        await CallAsync("POST /assistants/{assistant}/latest", """{"version":99}""", id);
        await CallAsync("GET /assistants/{assistant}/graph?xray=true", path: [id]);
        await CallAsync("GET /assistants/{assistant}/schemas", path: [id]);
        await CallAsync("GET /assistants/{assistant}/subgraphs", path: [id]);
        await CallAsync("GET /assistants/{assistant}/subgraphs/{ns}", path: [id, "x"]);
        await CallAsync("DELETE /assistants/{assistant}", path: [id]);
    }

    private async Task CallCronsAsync()
    {
        var thread = Text(await CallAsync("POST /threads", "{}"), "thread_id");
        var id = Text(await CallAsync("POST /runs/crons", """{"assistant_id":"echo","schedule":"0 0 1 1 *","input":{"Text":"x"},"metadata":{"a":1}}"""), "cron_id");
        await CallAsync("POST /runs/crons", """{"assistant_id":"echo","schedule":"nonsense"}""");
        await CallAsync("POST /threads/{thread}/runs/crons", """{"assistant_id":"echo","schedule":"0 0 1 1 *","end_time":"2090-01-01T00:00:00Z"}""", thread);
        await CallAsync("POST /runs/crons/search", "{}");
        await CallAsync("POST /runs/crons/count", "{}");
        await CallAsync("GET /runs/crons/{cron}", path: [id]);
        await CallAsync("PATCH /runs/crons/{cron}", """{"enabled":false}""", id);
        await CallAsync("DELETE /runs/crons/{cron}", path: [id]);
        await CallAsync("DELETE /runs/crons/{cron}", path: [id]);
    }

    private async Task CallStoreAsync()
    {
        await CallAsync("PUT /store/items", """{"namespace":["a","b"],"key":"k","value":{"v":1}}""");
        await CallAsync("PUT /store/items", """{"namespace":["a.b"],"key":"k","value":{"v":1}}""");
        await CallAsync("GET /store/items?namespace=a.b&key=k");
        await CallAsync("POST /store/items/search", """{"namespace_prefix":["a"]}""");
        await CallAsync("POST /store/namespaces", "{}");
        await CallAsync("DELETE /store/items", """{"namespace":["a","b"],"key":"k"}""");
    }

    private Task<JsonElement> CallAsync(string operation, string? body, params string[] path) => CallAsync(operation, path, body);

    /// <param name="operation">Its name in the document; a query may follow.</param>
    /// <param name="path">The values of the parameters in the path.</param>
    /// <param name="body">The body.</param>
    private async Task<JsonElement> CallAsync(string operation, string[]? path = null, string? body = null)
    {
        var name = operation.Split('?')[0];
        _called.Add(name);
        var parts = operation.Split(' ', 2);
        var address = (path ?? []).Aggregate(parts[1], static (text, value) => text[..text.IndexOf('{')] + value + text[(text.IndexOf('}') + 1)..]);
        using var request = new HttpRequestMessage(HttpMethod.Parse(parts[0]), "/api" + address) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await _host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var type = response.Content.Headers.ContentType?.MediaType;
        var content = type is null or "text/event-stream" ? "" : await response.Content.ReadAsStringAsync();
        if (ApiDocument.ResponseOf(_document.Operations[name], (int)response.StatusCode) is not { } described)
        {
            _misfits.Add($"{operation}: status {(int)response.StatusCode} {content}");
            return default;
        }

        if (type is null != !described.TryGetProperty("content", out var contents) || (type is not null && !contents.TryGetProperty(type, out _)))
        {
            _misfits.Add($"{operation}: content type {type}");
            return default;
        }

        if (type?.EndsWith("json", StringComparison.Ordinal) is not true)
        {
            return default;
        }

        var json = JsonDocument.Parse(content).RootElement;
        if (_document.Misfit(contents.GetProperty(type).GetProperty("schema"), json) is { } misfit)
        {
            _misfits.Add($"{operation}: {misfit}");
        }

        return json;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
