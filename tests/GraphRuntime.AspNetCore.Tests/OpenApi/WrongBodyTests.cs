using GraphRuntime.AspNetCore.Tests.Rest;

namespace GraphRuntime.AspNetCore.Tests.OpenApi;

/// <summary>Values that make no sense, in the place of every member that an endpoint or a command takes. The server never fails: it takes them, or says what is wrong.</summary>
public sealed class WrongBodyTests
{
    private static readonly string[] s_values = ["null", "true", "\"\"", "\"x\"", "-1", "0", "1.5", "1e300", "99999999999999999999", "1e400", """{"x":1e400}""", "[]", "[null]", "[1]", "[[1]]", "[{}]", """[{"updates":[null]}]""", "{}", "{\"x\":1}", "\"\\u0000\""];

    [Fact]
    public async Task No_member_of_a_body_makes_an_endpoint_fail()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await ApiDocument.ReadAsync(host);
        var failures = new List<string>();
        foreach (var (name, operation) in document.Operations)
        {
            if (ApiDocument.BodyOf(operation) is { } body)
            {
                var schema = document.Resolve(body);
                var isList = schema.TryGetProperty("items", out var items);
                var members = document.Resolve(isList ? items : schema).GetProperty("properties").EnumerateObject().Select(static member => member.Name);
                foreach (var (member, value) in members.SelectMany(static member => s_values, static (member, value) => (member, value)))
                {
                    var wrong = $"{{{string.Join(',', Known(name).Where(known => known.Name != member).Select(static known => $"\"{known.Name}\":{known.Value}").Append($"\"{member}\":{value}"))}}}";
                    await SendAsync(host, failures, name, isList ? $"[{wrong}]" : wrong);
                }

                foreach (var value in s_values)
                {
                    await SendAsync(host, failures, name, value);
                }
            }
        }

        string.Join("\n", failures).Should().BeEmpty();
    }

    [Fact]
    public async Task No_parameter_of_a_query_makes_an_endpoint_fail()
    {
        await using var host = await ApiHost.StartAsync();
        var document = await ApiDocument.ReadAsync(host);
        var failures = new List<string>();
        foreach (var (name, operation) in document.Operations.Where(static operation => operation.Value.TryGetProperty("parameters", out _)))
        {
            foreach (var query in operation.GetProperty("parameters").EnumerateArray().Where(static parameter => parameter.GetProperty("in").ValueEquals("query")))
            {
                foreach (var value in s_values)
                {
                    await SendAsync(host, failures, name, Known(name).Length == 0 ? null : "{}", $"?{query.GetProperty("name").GetString()}={Uri.EscapeDataString(value)}");
                }
            }
        }

        string.Join("\n", failures).Should().BeEmpty();
    }

    [Fact]
    public async Task No_parameter_of_a_command_makes_it_fail()
    {
        await using var host = await ApiHost.StartAsync();
        (string Method, string[] Parameters)[] commands =
        [
            ("run.start", ["assistant_id", "input", "config", "metadata", "multitask_strategy", "multitaskStrategy"]),
            ("input.respond", ["namespace", "interrupt_id", "response", "responses", "update", "goto", "config", "metadata", "strict_resume"]),
            ("input.inject", ["namespace", "message"]), ("state.get", ["namespace", "keys"]), ("state.listCheckpoints", ["namespace", "limit", "before"]),
            ("state.fork", ["checkpoint_id", "input", "config"]), ("agent.getTree", ["run_id"]), ("subscription.subscribe", ["channels", "namespaces", "depth", "since"]),
        ];
        var failures = new List<string>();
        foreach (var (method, parameters) in commands)
        {
            foreach (var (parameter, value) in parameters.SelectMany(static parameter => s_values, static (parameter, value) => (parameter, value)))
            {
                var assistant = method == "run.start" && parameter != "assistant_id" ? "\"assistant_id\":\"echo\"," : "";
                await SendAsync(host, failures, "POST /threads/{thread}/commands", $$$"""{"id":1,"method":"{{{method}}}","params":{{{{assistant}}}"{{{parameter}}}":{{{value}}}}}""");
            }
        }

        string.Join("\n", failures).Should().BeEmpty();
    }

    /// <summary>What a body needs so that its other members are looked at.</summary>
    private static (string Name, string Value)[] Known(string operation) => operation switch
    {
        _ when operation.EndsWith("/crons", StringComparison.Ordinal) => [("assistant_id", "\"echo\""), ("schedule", "\"0 0 1 1 *\"")],
        _ when operation.Contains("/runs", StringComparison.Ordinal) && !operation.EndsWith("cancel", StringComparison.Ordinal) => [("assistant_id", "\"echo\""), ("input", """{"Text":"x"}"""), ("if_not_exists", "\"create\"")],
        "POST /threads" => [("metadata", """{"graph_id":"echo"}""")],
        "POST /assistants" => [("graph_id", "\"echo\"")],
        "POST /threads/{thread}/commands" => [("id", "1"), ("method", "\"state.get\"")],
        "POST /threads/{thread}/stream/events" => [("channels", "[\"values\"]")],
        _ when operation.EndsWith("/store/items", StringComparison.Ordinal) && !operation.StartsWith("GET", StringComparison.Ordinal) => [("namespace", "[\"a\"]"), ("key", "\"k\""), ("value", "{}")],
        _ => [],
    };

    private static async Task SendAsync(ApiHost host, List<string> failures, string operation, string? body, string query = "")
    {
        var parts = operation.Split(' ', 2);
        var needsThread = parts[1].Contains("{thread}", StringComparison.Ordinal);
        var path = parts[1].Replace("{thread}", needsThread ? await host.ThreadAsync() : "", StringComparison.Ordinal)
            .Replace("{assistant}", "echo", StringComparison.Ordinal).Replace("{run}", Guid.Empty.ToString(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Parse(parts[0]), "/api" + path + query) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if ((int)response.StatusCode >= 500)
        {
            failures.Add($"{operation}{query} {body}: {(int)response.StatusCode}");
        }
    }
}
