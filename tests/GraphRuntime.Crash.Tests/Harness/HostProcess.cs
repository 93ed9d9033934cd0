using System.Diagnostics;

namespace GraphRuntime.Crash.Tests;

/// <summary>One life of the host.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private HostProcess(string id, Process process)
    {
        Id = id;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public string Id { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static HostProcess Start(string id, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GraphRuntime.CrashHost.dll"), .. arguments])
        {
            RedirectStandardError = true,
        };
        return new HostProcess(id, Process.Start(start)!);
    }

    /// <summary>SIGKILL; returns when the process is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal such as STOP, CONT or TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>What the process has complained about; once it has ended.</summary>
    public Task<string> ErrorsAsync() => _errors;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
