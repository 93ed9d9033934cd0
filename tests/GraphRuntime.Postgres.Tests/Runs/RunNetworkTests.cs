using GraphRuntime.Threads;

namespace GraphRuntime.Postgres.Tests;

public sealed class RunNetworkTests(PostgresSchema schema) : RunStoreTest(schema)
{
    [PostgresFact]
    public async Task An_admission_is_two_round_trips_and_a_claim_or_a_renewal_is_one()
    {
        await using var proxy = new TcpProxy(Schema.ConnectionString);
        await using var storage = Open(proxy);
        await AdmitAsync("running");
        var claimed = await ClaimAsync();

        // Nothing of this is worth a hint, which would take a round trip of its own behind the scenes.
        await CountAsync(storage.RunStore, claimed.Lease, "warm up", proxy);
        (await CountAsync(storage.RunStore, claimed.Lease, "counted", proxy)).Should().Equal(2, 1, 1);
    }

    [PostgresFact]
    public async Task G_06_Transitions_whose_answers_are_lost_are_done_once_and_are_told_as_done()
    {
        await using var proxy = new TcpProxy(Schema.ConnectionString);
        await using var storage = Open(proxy);
        var store = storage.RunStore;
        await store.ReadThreadAsync(ThreadId, default);

        proxy.Next = TcpProxy.Fault.LoseAnswer;
        await store.CreateThreadAsync(new NewThread { ThreadId = ThreadId }, default);
        var admitted = await AdmitAsync("one", snapshot => Losing(proxy, Enqueue(snapshot)), store);
        (admitted.Outcome, admitted.Run!.Sequence).Should().Be((AdmissionOutcome.Admitted, 1L));
        var claimed = await ClaimAsync();
        proxy.Next = TcpProxy.Fault.LoseAnswer;
        (await store.AppendEventsAsync(claimed.Lease, [new RunEvent(1, "values", "", "{}"u8.ToArray())], default)).Should().BeTrue();
        proxy.Next = TcpProxy.Fault.LoseAnswer;
        (await store.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Success, Rest = ThreadRest.Idle }, default)).Should().BeTrue();
        var displacing = await AdmitAsync("two", store: store);
        var changes = await store.DisplaceAsync(
            ThreadId, snapshot => Losing(proxy, (IReadOnlyList<RunDisplacement>)[new(snapshot.Runs[0].RunId, DisplacementKind.Cancel, TimeSpan.Zero)]), default);

        changes.Should().Equal(new RunChange(displacing.Run!.RunId, DisplacementKind.Cancel, WasRunning: false));
        (await ListAsync()).Select(run => (run.RunId, run.Status)).Should().Equal(("one", RunStatus.Success), ("two", RunStatus.Interrupted));
        (await store.ReadEventsAsync(ThreadId, "one", 0, 10, default))!.Events.Should().ContainSingle();
    }

    private static T Losing<T>(TcpProxy proxy, T decision)
    {
        proxy.Next = TcpProxy.Fault.LoseAnswer;
        return decision;
    }

    private async Task<List<int>> CountAsync(IRunStore store, RunLease lease, string runId, TcpProxy proxy)
    {
        var trips = new List<int> { proxy.RoundTrips };
        await AdmitAsync(runId, store: store);
        trips.Add(proxy.RoundTrips);
        await store.ClaimAsync(new RunClaim("owner", TimeSpan.FromMinutes(1), 100), default);
        trips.Add(proxy.RoundTrips);
        await store.RenewAsync([lease], TimeSpan.FromMinutes(1), default);
        trips.Add(proxy.RoundTrips);
        return [.. trips.Skip(1).Zip(trips, (after, before) => after - before)];
    }

    private PostgresStorage Open(TcpProxy proxy) => new(Schema.Options() with { ConnectionString = proxy.ConnectionString, RetryBudget = TimeSpan.FromSeconds(30) });
}
