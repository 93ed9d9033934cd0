namespace GraphRuntime.Tests.State;

/// <summary>So many values can be set that their presence does not fit one field.</summary>
[GraphState]
internal sealed partial record WideState
{
    [Reduce(nameof(Sum))] public int P00 { get; init; }

    [Reduce(nameof(Sum))] public int P01 { get; init; }

    [Reduce(nameof(Sum))] public int P02 { get; init; }

    [Reduce(nameof(Sum))] public int P03 { get; init; }

    [Reduce(nameof(Sum))] public int P04 { get; init; }

    [Reduce(nameof(Sum))] public int P05 { get; init; }

    [Reduce(nameof(Sum))] public int P06 { get; init; }

    [Reduce(nameof(Sum))] public int P07 { get; init; }

    [Reduce(nameof(Sum))] public int P08 { get; init; }

    [Reduce(nameof(Sum))] public int P09 { get; init; }

    [Reduce(nameof(Sum))] public int P10 { get; init; }

    [Reduce(nameof(Sum))] public int P11 { get; init; }

    [Reduce(nameof(Sum))] public int P12 { get; init; }

    [Reduce(nameof(Sum))] public int P13 { get; init; }

    [Reduce(nameof(Sum))] public int P14 { get; init; }

    [Reduce(nameof(Sum))] public int P15 { get; init; }

    [Reduce(nameof(Sum))] public int P16 { get; init; }

    [Reduce(nameof(Sum))] public int P17 { get; init; }

    [Reduce(nameof(Sum))] public int P18 { get; init; }

    [Reduce(nameof(Sum))] public int P19 { get; init; }

    [Reduce(nameof(Sum))] public int P20 { get; init; }

    [Reduce(nameof(Sum))] public int P21 { get; init; }

    [Reduce(nameof(Sum))] public int P22 { get; init; }

    [Reduce(nameof(Sum))] public int P23 { get; init; }

    [Reduce(nameof(Sum))] public int P24 { get; init; }

    [Reduce(nameof(Sum))] public int P25 { get; init; }

    [Reduce(nameof(Sum))] public int P26 { get; init; }

    [Reduce(nameof(Sum))] public int P27 { get; init; }

    [Reduce(nameof(Sum))] public int P28 { get; init; }

    [Reduce(nameof(Sum))] public int P29 { get; init; }

    [Reduce(nameof(Sum))] public int P30 { get; init; }

    [Reduce(nameof(Sum))] public int P31 { get; init; }

    [Reduce(nameof(Sum))] public int P32 { get; init; }

    [Reduce(nameof(Sum))] public int P33 { get; init; }

    [Reduce(nameof(Sum))] public int P34 { get; init; }

    private static int Sum(int current, int update) => current + update;
}
