using System.Diagnostics;

namespace GraphRuntime.AspNetCore.Tests.Sdk;

/// <summary>Runs the tests that are written in JavaScript.</summary>
internal static class NodeTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public static Task RunAsync(IEnumerable<string> files, params string[] servers) => RunAsync(files, [], servers);

    /// <summary>Runs tests that may end a server as a crash does; the first process is that of the first server.</summary>
    public static async Task RunAsync(IEnumerable<string> files, IReadOnlyList<int> processes, params string[] servers)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = NpmPackages.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--experimental-websocket", "--test", "--test-reporter=spec", "--test-concurrency=1", .. files])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SERVER_PIDS"] = string.Join(',', processes);
        start.Environment["SERVER_URLS"] = string.Join(',', servers);
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(s_patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.Should().Be(0, "{0}{1}", await output, await error);
    }
}
