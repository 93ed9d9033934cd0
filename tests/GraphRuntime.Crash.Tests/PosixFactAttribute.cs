namespace GraphRuntime.Crash.Tests;

/// <summary>A test that sends signals to processes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PosixFactAttribute : FactAttribute
{
    public PosixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals." : null;
}
