using Microsoft.Extensions.Options;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Gives the metadata of runs room for the request that made them, which is kept there and shown as <c>kwargs</c>. What callers send is limited by the size of a body.
/// </summary>
internal sealed class RequestRoom(IOptions<HttpApiOptions> http) : IPostConfigureOptions<CoordinatorOptions>
{
    /// <summary>A character of a request may take this many bytes when it is escaped in a text of JSON, and that text again.</summary>
    private const long MostEscaped = 8;

    public void PostConfigure(string? name, CoordinatorOptions options) =>
        options.MaxMetadataBytes = (int)Math.Max(options.MaxMetadataBytes, Math.Min(int.MaxValue, MostEscaped * http.Value.MaxRequestBytes));
}
