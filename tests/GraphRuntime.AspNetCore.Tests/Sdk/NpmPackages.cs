using System.Diagnostics;

namespace GraphRuntime.AspNetCore.Tests.Sdk;

/// <summary>The official JavaScript client, installed once for all tests from the registry that npm is configured for.</summary>
internal static class NpmPackages
{
    private static readonly Lazy<string?> s_problem = new(Install);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "client");

    /// <summary>Why tests that need it are skipped; <see langword="null"/> where they run. <c>GRAPHRUNTIME_REQUIRE_NPM=1</c> makes them run, and fail.</summary>
    public static string? SkipReason => s_problem.Value is { } problem && Environment.GetEnvironmentVariable("GRAPHRUNTIME_REQUIRE_NPM") != "1"
        ? $"The JavaScript client cannot be installed here: {problem}"
        : null;

    private static string? Install()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "@langchain", "langgraph-sdk")))
        {
            return null;
        }

        try
        {
            var start = new ProcessStartInfo("npm", "ci --ignore-scripts --no-audit --no-fund") { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Result.Split('\n')[0];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no npm.";
        }
    }
}
