namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Where the browser of the system is.</summary>
internal static class Chromium
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>The program; the variable <c>GRAPHRUNTIME_CHROMIUM</c> names another one.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("GRAPHRUNTIME_CHROMIUM") ?? s_places.FirstOrDefault(File.Exists);

    /// <summary>Why tests that need a browser are skipped; <see langword="null"/> where they run. <c>GRAPHRUNTIME_REQUIRE_CHROMIUM=1</c> makes them run, and fail.</summary>
    public static string? SkipReason => Path is null && Environment.GetEnvironmentVariable("GRAPHRUNTIME_REQUIRE_CHROMIUM") != "1" ? "There is no Chromium here." : null;
}
