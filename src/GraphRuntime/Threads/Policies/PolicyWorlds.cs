namespace GraphRuntime.Threads;

/// <summary>Makes up every snapshot that makes a difference to a set of conditions.</summary>
internal static class PolicyWorlds
{
    private const long Most = 200_000;

    /// <summary>The snapshots, or <see langword="null"/> where there are too many to look at.</summary>
    public static IEnumerable<PolicyWorld>? Of(PolicyAtoms atoms)
    {
        var numbers = Values(atoms);
        var groups = Groups(atoms);
        var count = numbers.Aggregate(1d, static (product, entry) => product * entry.Values.Count) * groups.Aggregate(1d, static (product, group) => product * group.Count);
        return count <= Most ? Enumerate(numbers, groups) : null;
    }

    private static IEnumerable<PolicyWorld> Enumerate(List<(PolicyNumber Number, List<long> Values)> numbers, List<List<string?>> groups)
    {
        foreach (var values in Product(numbers.ConvertAll(static entry => entry.Values)))
        {
            var assigned = numbers.Select((entry, i) => (entry.Number, Value: values[i])).ToDictionary(static pair => pair.Number, static pair => pair.Value);
            if (!new PolicyWorld(assigned, []).IsPossible)
            {
                continue;
            }

            foreach (var tests in Product(groups))
            {
                yield return new PolicyWorld(assigned, [.. tests.OfType<string>()]);
            }
        }
    }

    /// <summary>For each number its constants and what lies beside them. Numbers that depend on each other share their constants.</summary>
    private static List<(PolicyNumber Number, List<long> Values)> Values(PolicyAtoms atoms)
    {
        var values = new List<(PolicyNumber, List<long>)>();
        AddLinked(values, atoms, PolicyNumber.Active, PolicyNumber.Pending);
        AddLinked(values, atoms, PolicyNumber.RunningFor, PolicyNumber.Age);
        foreach (var (number, constants) in atoms.Numbers.Where(entry => !values.Exists(known => known.Item1 == entry.Key)))
        {
            values.Add((number, Around(constants, number.Largest)));
        }

        return values;
    }

    private static void AddLinked(List<(PolicyNumber, List<long>)> values, PolicyAtoms atoms, PolicyNumber first, PolicyNumber second)
    {
        var constants = Constants(atoms, first).Concat(Constants(atoms, second)).Append(0).ToHashSet();
        var around = Around(constants, long.MaxValue);
        values.Add((first, around));
        values.Add((second, around));
    }

    private static SortedSet<long> Constants(PolicyAtoms atoms, PolicyNumber number) => atoms.Numbers.TryGetValue(number, out var constants) ? constants : [];

    private static List<long> Around(IEnumerable<long> constants, long largest)
    {
        var around = new SortedSet<long> { 0 };
        foreach (var constant in constants)
        {
            around.Add(constant);
            around.Add(constant == long.MinValue ? constant : constant - 1);
            around.Add(constant == long.MaxValue ? constant : constant + 1);
        }

        return [.. around.Where(value => value >= 0 && value <= largest)];
    }

    /// <summary>Of a group at most one test holds.</summary>
    private static List<List<string?>> Groups(PolicyAtoms atoms) =>
    [
        .. atoms.Tests.Values.GroupBy(static test => test.Group ?? test.Key, StringComparer.Ordinal)
            .Select(static group => group.Select(static test => (string?)test.Key).Prepend(null).ToList()),
    ];

    private static IEnumerable<T[]> Product<T>(List<List<T>> choices)
    {
        var indexes = new int[choices.Count];
        while (true)
        {
            yield return [.. choices.Select((choice, i) => choice[indexes[i]])];
            var position = choices.Count - 1;
            while (position >= 0 && ++indexes[position] == choices[position].Count)
            {
                indexes[position--] = 0;
            }

            if (position < 0)
            {
                yield break;
            }
        }
    }
}
