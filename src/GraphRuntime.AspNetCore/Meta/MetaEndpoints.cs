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
        }));
        routes.MapApi("GET", "/info", "Says what the server can do.", static request => request.WriteAsync(static json =>
        {
            json.WriteStartObject();
            json.WriteString("version", typeof(MetaEndpoints).Assembly.GetName().Version?.ToString(3));
            json.WriteStartObject("flags");
            json.WriteBoolean("assistants", true);
            json.WriteBoolean("crons", false);
            json.WriteBoolean("langsmith", false);
            json.WriteBoolean("stream_namespaces", true);
            json.WriteBoolean("protocol_v2", true);
            json.WriteEndObject();
            json.WriteEndObject();
        }));
    }
}
