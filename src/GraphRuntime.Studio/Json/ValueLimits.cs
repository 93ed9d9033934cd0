namespace GraphRuntime.Studio;

/// <summary>How much of a value is shown at once.</summary>
/// <param name="StringLength">The longest text.</param>
/// <param name="Depth">How many levels of children.</param>
/// <param name="Children">How many children of one array or object.</param>
/// <param name="Nodes">How many values in one tree.</param>
internal sealed record ValueLimits(int StringLength, int Depth, int Children, int Nodes)
{
    public const int LongestString = 100_000;

    public static ValueLimits Default { get; } = new(2_000, 6, 100, 5_000);

    /// <summary>For lists, where a value is a hint only.</summary>
    public static ValueLimits Preview { get; } = new(200, 3, 10, 50);
}
