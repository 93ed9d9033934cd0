using System.Diagnostics.CodeAnalysis;

namespace GraphRuntime.Testing;

/// <summary>
/// Chance that writes down what it chose, so that a schedule can be repeated from its choices alone and be made smaller. Choices that are missing are 0, and
/// wherever something may go wrong 0 means that it does not.
/// </summary>
internal sealed class SimulatedChance : Random
{
    private readonly Random? _source;
    private readonly IReadOnlyList<int> _given;

    [SuppressMessage("Security", "CA5394", Justification = "Chance that can be repeated is the point.")]
    public SimulatedChance(int seed)
    {
        _source = new Random(seed);
        _given = [];
    }

    public SimulatedChance(IReadOnlyList<int> given) => _given = given;

    public List<int> Choices { get; } = new(512);

    /// <summary>One of so many possibilities; every other member comes down to this one.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Chance that can be repeated is the point.")]
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        var index = Choices.Count;
        var given = index < _given.Count ? _given[index] : 0;
        var choice = maxValue < 2 ? 0 : _source?.Next(maxValue) ?? given % maxValue;
        Choices.Add(choice);
        return choice;
    }

    public override int Next() => Next(int.MaxValue);

    public override int Next(int minValue, int maxValue) => minValue + Next(maxValue - minValue);

    public override long NextInt64() => ((long)Next() << 31) | (long)Next();

    public override long NextInt64(long maxValue) => NextInt64() % maxValue;

    public override long NextInt64(long minValue, long maxValue) => minValue + NextInt64(maxValue - minValue);

    public override double NextDouble() => Next(1 << 30) / (double)(1 << 30);

    public override float NextSingle() => Next(1 << 23) / (float)(1 << 23);

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var one in buffer)
        {
            one = (byte)Next(256);
        }
    }

    protected override double Sample() => NextDouble();
}
