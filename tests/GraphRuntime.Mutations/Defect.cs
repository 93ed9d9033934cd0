namespace GraphRuntime.Mutations;

/// <summary>A mistake that somebody could make: a piece of one source file, and what stands there instead.</summary>
/// <param name="Id">The id, by which the command takes it.</param>
/// <param name="Project">The test project that catches it.</param>
/// <param name="Tests">A part of the names of the tests that run; empty for all.</param>
/// <param name="What">What is wrong then.</param>
/// <param name="File">The source file, from the root of the repository.</param>
/// <param name="Old">The text that is replaced. It stands in the file exactly once.</param>
/// <param name="New">The text that replaces it.</param>
internal sealed record Defect(string Id, string Project, string Tests, string What, string File, string Old, string New)
{
    /// <summary>How often the old text stands in a source.</summary>
    public int CountIn(string source) => source.Split(Old).Length - 1;
}
