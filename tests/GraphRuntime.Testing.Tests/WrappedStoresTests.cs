using System.Reflection;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Tests;

/// <summary>Without faults a wrapped store is the store: the kits run on it, and every method of the contract goes through.</summary>
public sealed class WrappedStoresTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly InMemoryCheckpointer _checkpointer = new();
    private readonly StoreFaults _faults = new();

    public static TheoryData<string> CheckpointerCases => [.. CheckpointerConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> RunStoreCases => [.. RunStoreConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> StoreCases => [.. StoreConformance.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(CheckpointerCases))]
    public Task A_wrapped_checkpointer_keeps_its_contract(string name) => CheckpointerConformance.Case(name).RunAsync(_faults.Wrap(_checkpointer));

    [Theory]
    [MemberData(nameof(RunStoreCases))]
    public Task A_wrapped_run_store_keeps_its_contract(string name) =>
        RunStoreConformance.Case(name).RunAsync(new RunStoreSubject(_faults.Wrap(new InMemoryRunStore(_checkpointer, _time)), _faults.Wrap(_checkpointer), _time));

    [Theory]
    [MemberData(nameof(StoreCases))]
    public Task A_wrapped_store_keeps_its_contract(string name) =>
        StoreConformance.Case(name).RunAsync(new StoreSubject(_faults.Wrap(new InMemoryStore(_checkpointer, _time)), _faults.Wrap(_checkpointer), _time));

    [Theory]
    [InlineData(typeof(ICheckpointer))]
    [InlineData(typeof(IRunStore))]
    [InlineData(typeof(IStore))]
    public void Every_method_of_a_contract_is_wrapped_also_those_that_have_a_default(Type contract)
    {
        var wrapper = typeof(StoreFaults).Assembly.GetTypes().Single(t => contract.IsAssignableFrom(t) && t.Name == "Intercepted" + contract.Name[1..]);

        wrapper.GetInterfaceMap(contract).TargetMethods.Should().OnlyContain(method => method.DeclaringType == wrapper);
    }
}
