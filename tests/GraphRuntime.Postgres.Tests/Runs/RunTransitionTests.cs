using GraphRuntime.Threads;
using Npgsql;

namespace GraphRuntime.Postgres.Tests;

public sealed class RunTransitionTests(PostgresSchema schema) : RunStoreTest(schema)
{
    private static readonly RunEvent[] Event = [new(1, "values", "", "{}"u8.ToArray())];

    [PostgresFact]
    public async Task No_lock_is_held_while_a_caller_decides_and_a_decision_that_is_outdated_is_made_again()
    {
        await using var other = new PostgresStorage(Schema.Options());
        var seen = new List<int>();

        var result = await AdmitAsync("slow", snapshot =>
        {
            seen.Add(snapshot.Runs.Count);
            if (seen.Count == 1)
            {
                AdmitAsync("quick", store: other.RunStore).AsTask().GetAwaiter().GetResult().Outcome.Should().Be(AdmissionOutcome.Admitted);
            }

            return Enqueue(snapshot);
        });

        seen.Should().Equal(0, 1);
        result.Snapshot!.Runs.Should().ContainSingle(run => run.RunId == "quick");
        (await ListAsync()).Select(run => run.RunId).Should().Equal("quick", "slow");
    }

    [PostgresFact]
    public async Task A_run_whose_thread_is_locked_for_a_moment_is_claimed_without_another_hint()
    {
        await Store.ClaimAsync(new RunClaim("others", TimeSpan.FromMinutes(1), 1_000), default);
        await AdmitAsync("ready");
        await using var change = await HeldRow.TakeAsync(Schema, "SELECT 1 FROM run_thread WHERE thread_id = $1 FOR NO KEY UPDATE", ThreadId);

        var claim = ClaimAsync();
        await change.IsWaitedForAsync(claim, "run_claim");

        await change.CommitAsync();
        (await claim).Run.RunId.Should().Be("ready");
    }

    [PostgresFact]
    public async Task A_rollback_that_fails_half_way_leaves_everything_as_it_was_and_the_new_run_out()
    {
        await AdmitAsync("running");
        var claimed = await ClaimAsync();
        await Store.AppendEventsAsync(claimed.Lease, Event, default);
        await AdmitAsync("waiting");
        var before = await Store.ReadThreadAsync(ThreadId, default);
        await Schema.ExecuteAsync("CREATE FUNCTION {schema}.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'");
        await Schema.ExecuteAsync("CREATE TRIGGER fail BEFORE DELETE ON {schema}.run_event FOR EACH ROW EXECUTE FUNCTION {schema}.fail()");

        await FluentActions.Awaiting(() => AdmitAsync("new", RollBackAll).AsTask()).Should().ThrowAsync<StorageException>();

        await Schema.ExecuteAsync("DROP FUNCTION {schema}.fail CASCADE");
        (await Store.ReadThreadAsync(ThreadId, default)).Should().BeEquivalentTo(before, options => options.Excluding(snapshot => snapshot!.Now));
        (await Store.AppendEventsAsync(claimed.Lease, Event, default)).Should().BeTrue();
        (await AdmitAsync("new", RollBackAll)).Outcome.Should().Be(AdmissionOutcome.Admitted);
        (await ListAsync()).Select(run => run.RunId).Should().Equal("new");
        (await Store.AppendEventsAsync(claimed.Lease, Event, default)).Should().BeFalse();
    }

    [PostgresFact]
    public async Task DT_35_A_rollback_leaves_no_row_of_a_running_run()
    {
        await using var storage = new PostgresStorage(Schema.Options());
        await AdmitAsync("gone");
        var claimed = await ClaimAsync();
        await Store.AppendEventsAsync(claimed.Lease, Event, default);
        var record = new CheckpointRecord { Id = 1, ParentId = 0, Step = -1, Source = CheckpointSource.Input, RunId = "gone", CreatedAt = DateTimeOffset.UnixEpoch };
        var address = new CheckpointAddress(ThreadId, "");
        var commit = new CheckpointCommit { Address = address, Epoch = claimed.Lease.Epoch, ExpectedHead = 0, Checkpoints = [new NewCheckpoint { Record = record }] };
        await storage.Checkpointer.PutAsync(commit, default);
        var writes = new PendingWriteBatch
        {
            Address = address,
            Epoch = claimed.Lease.Epoch,
            CheckpointId = 1,
            RunId = "gone",
            Writes = [new("task", PendingWriteKind.Result, default)],
        };
        await storage.Checkpointer.PutWritesAsync(writes, default);

        await Store.DisplaceAsync(ThreadId, snapshot => RollBackAll(snapshot).Displaced, default);

        foreach (var table in new[] { "run", "run_event", "checkpoint", "pending_write" })
        {
            (await Schema.ExecuteAsync($"SELECT count(*) FROM {{schema}}.{table} WHERE thread_id = '{ThreadId}'")).Should().Be(0L, table);
        }

        await FluentActions.Awaiting(() => storage.Checkpointer.PutAsync(commit, default).AsTask()).Should().ThrowAsync<StaleEpochException>();
    }

    [PostgresFact]
    public async Task The_database_itself_refuses_a_second_running_run_of_a_thread()
    {
        await AdmitAsync("one");
        await AdmitAsync("two");
        await ClaimAsync();

        var second = () => Schema.ExecuteAsync(
            $"UPDATE {{schema}}.run SET status = 1, owner = 'x', lease_until = now() WHERE thread_id = '{ThreadId}' AND run_id = 'two'");

        (await second.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.UniqueViolation);
    }

    [PostgresFact]
    public async Task DT_18_A_thousand_creators_in_two_processes_get_a_thousand_places()
    {
        await using var other = new PostgresStorage(Schema.Options());

        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => AdmitAsync($"{i}", store: i % 2 == 0 ? Store : other.RunStore).AsTask()));

        results.Should().OnlyContain(result => result.Outcome == AdmissionOutcome.Admitted);
        results.Select(result => result.Run!.Sequence).Order().Should().Equal(Enumerable.Range(1, 1000).Select(i => (long)i));
    }

    [PostgresFact]
    public async Task A_run_can_end_with_an_error_that_PostgreSQL_could_not_store_as_it_is()
    {
        await AdmitAsync("one");
        var claimed = await ClaimAsync();

        await Store.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Error, Error = "zero \0 and half \uD800", Rest = ThreadRest.Error }, default);

        (await Store.GetRunAsync(ThreadId, "one", default))!.Error.Should().Be("zero \uFFFD and half \uFFFD");
    }

    [PostgresFact]
    public async Task Names_that_PostgreSQL_cannot_store_are_refused_at_the_door()
    {
        await FluentActions.Awaiting(() => AdmitAsync("a\0b").AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Store.CreateThreadAsync(new NewThread { ThreadId = "\uD800" }, default).AsTask()).Should().ThrowAsync<ArgumentException>();
        (await Store.ReadThreadAsync(ThreadId, default)).Should().BeNull();
    }
}
