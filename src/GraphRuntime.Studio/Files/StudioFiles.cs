using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace GraphRuntime.Studio;

/// <summary>The files of the page, embedded in the library.</summary>
internal static class StudioFiles
{
    private const string Root = "wwwroot/";
    private const string Index = "index.html";

    private static readonly Lazy<FrozenDictionary<string, StudioFile>> s_files = new(Load);

    public static void Map(StudioMap map)
    {
        map.Read("", static request => ServeIndexAsync(request.Http));
        map.Read("{**file}", static request => ServeAsync(request.Http, request.Route("file")));
    }

    private static Task ServeIndexAsync(HttpContext http)
    {
        // The addresses in the page are relative to it: without the slash at the end they would miss the prefix.
        if (!http.Request.Path.Value!.EndsWith('/'))
        {
            http.Response.Redirect($"{http.Request.PathBase}{http.Request.Path}/{http.Request.QueryString}");
            return Task.CompletedTask;
        }

        return ServeAsync(http, Index);
    }

    private static async Task ServeAsync(HttpContext http, string path)
    {
        if (!s_files.Value.TryGetValue(path, out var file))
        {
            throw StudioException.NotFound("not_found", "The studio has no such file.");
        }

        var headers = http.Response.Headers;
        headers.ETag = file.ETag;
        headers.CacheControl = "no-cache";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag == EntityTagHeaderValue.Any || tag.Compare(new EntityTagHeaderValue(file.ETag), useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = file.ContentType;
        http.Response.ContentLength = file.Content.Length;
        await http.Response.Body.WriteAsync(file.Content, http.RequestAborted).ConfigureAwait(false);
    }

    private static FrozenDictionary<string, StudioFile> Load()
    {
        var assembly = typeof(StudioFiles).Assembly;
        var files = new Dictionary<string, StudioFile>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Root, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);

            // Names of folders keep the separator of the system that built the library.
            var path = name[Root.Length..].Replace('\\', '/');
            files[path] = new StudioFile(content, ContentType(path), $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"");
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string ContentType(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
