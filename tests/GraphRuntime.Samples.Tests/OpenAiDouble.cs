using System.Net;
using System.Text.Json;

namespace GraphRuntime.Samples.Tests;

/// <summary>A server that speaks as much of the chat completions protocol as the sample needs: first a call of the tool, then a sentence.</summary>
internal sealed class OpenAiDouble : IDisposable
{
    public const string Key = "key-of-the-test";

    private readonly HttpListener _listener = new();
    private readonly List<JsonElement> _requests = [];
    private readonly Task _serving;

    public OpenAiDouble()
    {
        // The listener cannot choose a free port by itself.
        using (var port = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            port.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/v1";
        }

        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    public IReadOnlyList<JsonElement> Requests => _requests;

    public string? Authorization { get; private set; }

    public static Dictionary<string, string> Variables(string address) => new() { ["OPENAI_BASE_URL"] = address, ["OPENAI_API_KEY"] = Key };

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Authorization = context.Request.Headers["Authorization"];
        var request = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.InputStream);
        _requests.Add(request);
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.OutputStream, new { choices = new[] { new { message = Message(request) } } });
        context.Response.Close();
    }

    private static object Message(JsonElement request)
    {
        var asksForJson = request.TryGetProperty("response_format", out _);
        var answeredTool = request.GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString() == "tool";
        return (asksForJson, answeredTool) switch
        {
            (true, _) => new { role = "assistant", content = """{"create":[{"id":"","task":"Water the plants","time_to_complete":5}]}""" },
            (_, true) => new { role = "assistant", content = "I will remind you of the plants." },
            _ => new
            {
                role = "assistant",
                content = (string?)null,
                tool_calls = new[] { new { id = "c1", type = "function", function = new { name = "UpdateMemory", arguments = """{"update_type":"todo"}""" } } },
            },
        };
    }
}
