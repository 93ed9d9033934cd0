using GraphRuntime.Stores;
using GraphRuntime.Testing.Stores.Cases;

namespace GraphRuntime.Testing;

/// <summary>Checks whether a store keeps every clause of <see cref="IStore"/>.</summary>
/// <remarks>
/// Cases bring their own data and do not mind what else is stored. Those about time to live move the clock, so cases that run at the same
/// time need clocks of their own.
/// <code>
/// public static TheoryData&lt;string&gt; Names => new(StoreConformance.Cases.Select(one => one.Name));
///
/// [Theory, MemberData(nameof(Names))]
/// public async Task My_store_keeps_the_contract(string name)
/// {
///     var subject = new StoreSubject(new MyStore(path, clock), new MyCheckpointer(path), clock);
///     await StoreConformance.Case(name).RunAsync(subject);
/// }
/// </code>
/// </remarks>
public static class StoreConformance
{
    private static readonly Dictionary<string, ConformanceCase<StoreSubject>> ByName = All().ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>Every case, in any order.</summary>
    public static IReadOnlyCollection<ConformanceCase<StoreSubject>> Cases => ByName.Values;

    /// <summary>Finds a case.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The case.</returns>
    /// <exception cref="ArgumentException">There is no case of this name.</exception>
    public static ConformanceCase<StoreSubject> Case(string name) =>
        ByName.GetValueOrDefault(name)
        ?? throw new ArgumentException($"There is no conformance case '{name}'. StoreConformance.Cases has them all.", nameof(name));

    private static IEnumerable<ConformanceCase<StoreSubject>> All() =>
    [
        .. ItemCases.All,
        .. BatchCases.All,
        .. OddKeyCases.All,
        .. SearchCases.All,
        .. FilterCases.All,
        .. NamespaceCases.All,
        .. TimeToLiveCases.All,
        .. VectorCases.All,
        .. TokenCases.All,
        .. ConcurrencyCases.All,
    ];
}
