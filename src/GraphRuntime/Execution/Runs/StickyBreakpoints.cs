namespace GraphRuntime.Execution;

/// <summary>Breakpoint lists that stay with a thread until it finishes.</summary>
internal sealed record StickyBreakpoints(IReadOnlyList<string> Before, IReadOnlyList<string> After);
