namespace GraphRuntime.Studio;

/// <summary>A problem document.</summary>
internal sealed record StudioProblem
{
    public string Type { get; init; } = "about:blank";

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    public required string Code { get; init; }

    public int? Position { get; init; }

    public int? Length { get; init; }
}
