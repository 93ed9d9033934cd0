using System.Globalization;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>The inputs of random graphs.</summary>
internal static class PlanInput
{
    public static PlanWrites Of(int number) => new() { Log = [$"in{number.ToString(CultureInfo.InvariantCulture)}"], Adds = number };
}
