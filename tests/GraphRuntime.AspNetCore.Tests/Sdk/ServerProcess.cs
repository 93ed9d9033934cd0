using System.Diagnostics;

namespace GraphRuntime.AspNetCore.Tests.Sdk;

/// <summary>The sample server as a process of its own, on a port that the system chose.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private ServerProcess(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    public string Url { get; }

    public int ProcessId => _process.Id;

    public static async Task<ServerProcess> StartAsync(string? connectionString, string url = "http://127.0.0.1:0")
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.SampleAssembly("LangGraphServer"));
        start.ArgumentList.Add("--blackbox");
        start.Environment["ASPNETCORE_URLS"] = url;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        if (connectionString is not null)
        {
            start.Environment["ConnectionStrings__Threads"] = connectionString;
        }

        var process = Process.Start(start)!;
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new StringBuilder();
        void Take(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }

            if (line?.IndexOf(Listening, StringComparison.Ordinal) is { } place and >= 0)
            {
                address.TrySetResult(line[(place + Listening.Length)..].Trim());
            }
            else if (line is null)
            {
                address.TrySetException(new InvalidOperationException($"The server ended before it listened: {output}"));
            }
        }

        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServerProcess(process, await address.Task.WaitAsync(s_patience));
    }

    /// <summary>Ends the process as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
