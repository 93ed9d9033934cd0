using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Cases;

namespace GraphRuntime.Testing;

/// <summary>Checks whether a checkpointer keeps every clause of <see cref="ICheckpointer"/>.</summary>
/// <remarks>
/// <code>
/// public static TheoryData&lt;string&gt; Names => new(CheckpointerConformance.Cases.Select(one => one.Name));
///
/// [Theory, MemberData(nameof(Names))]
/// public async Task My_checkpointer_keeps_the_contract(string name)
/// {
///     var (first, second) = (new MyCheckpointer(path), new MyCheckpointer(path));   // two instances, one set of data
///     await CheckpointerConformance.Case(name).RunAsync(first, second);
/// }
/// </code>
/// </remarks>
public static class CheckpointerConformance
{
    private static readonly Dictionary<string, ConformanceCase<ICheckpointer>> ByName = All().ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>Every case. They may run in any order and at the same time, on one store or on several.</summary>
    public static IReadOnlyCollection<ConformanceCase<ICheckpointer>> Cases => ByName.Values;

    /// <summary>Finds a case.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The case.</returns>
    /// <exception cref="ArgumentException">There is no case of this name.</exception>
    public static ConformanceCase<ICheckpointer> Case(string name) =>
        ByName.GetValueOrDefault(name)
        ?? throw new ArgumentException($"There is no conformance case '{name}'. CheckpointerConformance.Cases has them all.", nameof(name));

    private static IEnumerable<ConformanceCase<ICheckpointer>> All() =>
    [
        .. ReadCases.All,
        .. PutCases.All,
        .. WriteCases.All,
        .. ListCases.All,
        .. MetadataCases.All,
        .. OwnershipCases.All,
        .. LogCases.All,
        .. NamespaceCases.All,
        .. DeleteThreadCases.All,
        .. DeleteRunsCases.All,
        .. CopyThreadCases.All,
        .. PruneCases.All,
        .. OddKeyCases.All,
        .. SizeCases.All,
        .. ConcurrencyCases.All,
        .. IsolationCases.All,
        .. CancellationCases.All,
    ];
}
