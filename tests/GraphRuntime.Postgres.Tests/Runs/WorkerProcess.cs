using System.Diagnostics;
using GraphRuntime.WorkerHost;

namespace GraphRuntime.Postgres.Tests;

/// <summary>A worker in a process of its own.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static async Task<WorkerProcess> StartAsync(PostgresSchema schema, string name, TimeSpan lease)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(WorkGraph).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        new WorkerSettings(schema.ConnectionString, schema.Name, name, lease).Write(start);
        start.Environment["Logging__LogLevel__Default"] = "None";
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        line.Should().Be("ready");
        return new WorkerProcess(process);
    }

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets it stop in good order.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }
}
