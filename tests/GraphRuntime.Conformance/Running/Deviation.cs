namespace GraphRuntime.Conformance.Running;

/// <summary>A kind of answer in which this library deliberately differs from the recorded one, recognised by the content of the case.</summary>
/// <param name="Requirement">The requirement that asks for it.</param>
/// <param name="Reason">Why.</param>
internal sealed record Deviation(string Requirement, string Reason)
{
    /// <summary>Gives the answer that is expected instead; the script goes on.</summary>
    public Func<DeviationContext, JsonElement> Adapt { get; init; } = static context => context.Expected;

    /// <summary>Says that the answer is accepted, and that the rest of the script builds on the recorded one and is not run.</summary>
    public Func<DeviationContext, bool> Ends { get; init; } = static _ => false;

    public override string ToString() => $"{Requirement}: {Reason}";
}
