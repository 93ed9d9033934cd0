using GraphRuntime.Testing.Threads.Cases;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>Checks whether a run store keeps every clause of <see cref="IRunStore"/>.</summary>
/// <remarks>
/// <para>Every case needs an empty store that nobody else uses meanwhile: claims take whatever is ready.</para>
/// <code>
/// public static TheoryData&lt;string&gt; Names => new(RunStoreConformance.Cases.Select(one => one.Name));
///
/// [Theory, MemberData(nameof(Names))]
/// public async Task My_run_store_keeps_the_contract(string name)
/// {
///     var time = new VirtualTimeProvider();
///     RunStoreSubject Open() => new(new MyRunStore(path, time), new MyCheckpointer(path), time);   // two instances, one set of data
///     await RunStoreConformance.Case(name).RunAsync(Open(), Open());
/// }
/// </code>
/// </remarks>
public static class RunStoreConformance
{
    private static readonly Dictionary<string, ConformanceCase<RunStoreSubject>> ByName = All().ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>Every case.</summary>
    public static IReadOnlyCollection<ConformanceCase<RunStoreSubject>> Cases => ByName.Values;

    /// <summary>Finds a case.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The case.</returns>
    /// <exception cref="ArgumentException">There is no case of this name.</exception>
    public static ConformanceCase<RunStoreSubject> Case(string name) =>
        ByName.GetValueOrDefault(name)
        ?? throw new ArgumentException($"There is no conformance case '{name}'. RunStoreConformance.Cases has them all.", nameof(name));

    private static IEnumerable<ConformanceCase<RunStoreSubject>> All() =>
    [
        .. ThreadCases.All,
        .. AdmissionCases.All,
        .. ClaimedAdmissionCases.All,
        .. DisplacementCases.All,
        .. RollbackCases.All,
        .. RemovedRunCases.All,
        .. SteeringCases.All,
        .. PreemptionCases.All,
        .. WindDownCases.All,
        .. EndCases.All,
        .. ClaimCases.All,
        .. DelayCases.All,
        .. LeaseCases.All,
        .. ReapCases.All,
        .. EventCases.All,
        .. ThreadEventCases.All,
        .. ListingCases.All,
        .. RetentionCases.All,
        .. HintCases.All,
    ];
}
