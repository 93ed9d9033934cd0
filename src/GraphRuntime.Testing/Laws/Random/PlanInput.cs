using System.Globalization;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>The inputs of random graphs.</summary>
internal static class PlanInput
{
    /// <summary>A text that only the first input has.</summary>
    public const string First = "first-of-all";

    public static PlanWrites Of(int number) => new() { Log = [number == 0 ? $"in0 {First}" : $"in{number.ToString(CultureInfo.InvariantCulture)}"], Adds = number };
}
