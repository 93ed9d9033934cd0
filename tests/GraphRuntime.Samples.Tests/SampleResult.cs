namespace GraphRuntime.Samples.Tests;

internal sealed record SampleResult(int ExitCode, string Output, string Error);
