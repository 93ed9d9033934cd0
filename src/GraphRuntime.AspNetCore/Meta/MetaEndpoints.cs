using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>What the server says of itself.</summary>
internal static class MetaEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("GET", "/ok", "Says that the server answers.", static request => request.WriteAsync(static json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", true);
            json.WriteEndObject();
        })).Answers(typeof(WireOk));
        routes.MapApi("GET", "/info", "Says what the server can do.", static request => request.WriteAsync(WriteInfo)).Answers(typeof(WireInfo));
        routes.MapApi("GET", "/metrics", "Says how much the server does now.", static request => WriteMetricsAsync(request)).Query(typeof(string), "format").Answers(typeof(string), "text/plain");
    }

    private static void WriteInfo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", typeof(MetaEndpoints).Assembly.GetName().Version?.ToString(3));
        json.WriteStartObject("flags");
        json.WriteBoolean("assistants", true);
        json.WriteBoolean("crons", true);
        json.WriteBoolean("langsmith", false);
        json.WriteBoolean("stream_namespaces", true);
        json.WriteBoolean("protocol_v2", true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The moment in the text format of Prometheus, or as JSON. Counters over time are those of the meter of the library, which OpenTelemetry exports.</summary>
    private static async Task WriteMetricsAsync(ApiRequest request)
    {
        var health = request.Coordinator.Health;
        (string Name, string Help, long Value)[] gauges =
        [
            ("graphruntime_runs_active", "Runs that this process executes.", health.ActiveRuns),
            ("graphruntime_runs_max", "Runs that this process executes at most.", health.MaxConcurrentRuns),
            ("graphruntime_streams_open", "Event streams that this process keeps open.", request.Api.Streams.Count),
            ("graphruntime_store_failing", "Whether the store fails: 1, or 0.", health.StoreProblem is null ? 0 : 1),
        ];
        if (request.Query("format") is "json")
        {
            await request.WriteAsync(json =>
            {
                json.WriteStartObject();
                foreach (var (name, _, value) in gauges)
                {
                    json.WriteNumber(name, value);
                }

                json.WriteEndObject();
            }).ConfigureAwait(false);
            return;
        }

        var text = new StringBuilder();
        foreach (var (name, help, value) in gauges)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
        }

        request.Http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await request.Http.Response.WriteAsync(text.ToString(), request.Aborted).ConfigureAwait(false);
    }
}
