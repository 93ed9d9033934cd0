using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GraphRuntime.CrashHost;

internal static class Signals
{
    /// <summary>Ends the process at once, without a chance to tidy up.</summary>
    public static void KillThisProcess()
    {
        Process.GetCurrentProcess().Kill();
#pragma warning disable RS0030 // Nothing comes after this.
        Thread.Sleep(Timeout.Infinite);
#pragma warning restore RS0030
    }

    /// <summary>Completes on SIGTERM, which then does not end the process.</summary>
    public static Task Terminated(out IDisposable registration)
    {
        var terminated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            terminated.TrySetResult();
        });
        return terminated.Task;
    }
}
