using System.Threading.Channels;
using GraphRuntime.Threads;

namespace GraphRuntime.Postgres.Tests;

public sealed class RunHintTests(PostgresSchema schema) : RunStoreTest(schema)
{
    [PostgresFact]
    public async Task Another_process_hears_of_new_runs_changes_and_events()
    {
        await using var other = new PostgresStorage(Schema.Options());
        var heard = Listen(other.RunStore);
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Ready, null));

        await AdmitAsync("one");
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Ready, ThreadId));
        var claimed = await ClaimAsync();
        await Store.AppendEventsAsync(claimed.Lease, [new RunEvent(1, "values", "", "{}"u8.ToArray())], default);
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Events, ThreadId));
        await Store.DisplaceAsync(ThreadId, snapshot => [new RunDisplacement("one", DisplacementKind.Cancel, TimeSpan.Zero)], default);
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Changed, ThreadId));
    }

    [PostgresFact]
    public async Task A_process_that_lost_its_connection_is_told_that_everything_may_have_changed_and_hears_again()
    {
        await using var other = new PostgresStorage(Schema.Options());
        var heard = Listen(other.RunStore);
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Ready, null));

        await Schema.ExecuteAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query = 'LISTEN \"{schema}\"'");
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Changed, null));
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Ready, null));
        await AdmitAsync("one");
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Ready, ThreadId));
    }

    [PostgresFact]
    public async Task A_process_hears_its_own_hints_once()
    {
        var heard = Listen(Store);
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Ready, null));
        await using var other = new PostgresStorage(Schema.Options());

        await AdmitAsync("one");
        await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Ready, ThreadId));
        await AdmitAsync("two", store: other.RunStore);
        await Store.CreateThreadAsync(new NewThread { ThreadId = ThreadId + " quiet" }, default);
        await other.RunStore.DisplaceAsync(ThreadId, snapshot => [new RunDisplacement("two", DisplacementKind.Cancel, TimeSpan.Zero)], default);

        var between = await HearAsync(heard, new RunStoreHint(RunStoreHintKind.Changed, ThreadId));
        between.Should().NotContain(new RunStoreHint(RunStoreHintKind.Ready, ThreadId));
    }

    [PostgresFact]
    public async Task Subscribing_to_a_store_that_was_disposed_is_an_error()
    {
        await using var other = new PostgresStorage(Schema.Options());
        other.RunStore.Subscribe(_ => { }).Dispose();
        await other.DisposeAsync();

        other.RunStore.Invoking(store => store.Subscribe(_ => { })).Should().Throw<ObjectDisposedException>();
    }

    [Theory]
    [InlineData(RunStoreHintKind.Ready, "thread")]
    [InlineData(RunStoreHintKind.Changed, "")]
    [InlineData(RunStoreHintKind.Events, "R with R \n and ü")]
    public void A_hint_survives_the_journey(RunStoreHintKind kind, string threadId)
    {
        var sender = new string('a', 32);
        var hint = new RunStoreHint(kind, threadId.Length == 0 ? null : threadId);

        var payload = HintPayload.Write(sender, hint);

        HintPayload.Read(new string('b', 32), payload).Should().Be(hint);
        HintPayload.Read(sender, payload).Should().BeNull();
    }

    [Fact]
    public void A_thread_id_too_long_for_a_notification_becomes_every_thread()
    {
        var payload = HintPayload.Write(new string('a', 32), new RunStoreHint(RunStoreHintKind.Ready, new string('x', 9000)));

        HintPayload.Read("b", payload).Should().Be(new RunStoreHint(RunStoreHintKind.Ready, null));
        HintPayload.Read("b", "short").Should().BeNull();
        HintPayload.Read("b", new string('a', 32) + "?thread").Should().BeNull();
    }

    private static ChannelReader<RunStoreHint> Listen(IRunStore store)
    {
        var heard = Channel.CreateUnbounded<RunStoreHint>();
        store.Subscribe(hint => heard.Writer.TryWrite(hint));
        return heard.Reader;
    }

    /// <summary>Waits for a hint, and returns what was heard before it.</summary>
    private static async Task<List<RunStoreHint>> HearAsync(ChannelReader<RunStoreHint> heard, RunStoreHint expected)
    {
        using var hang = new CancellationTokenSource(Patience.Hang);
        var before = new List<RunStoreHint>();
        while (await heard.ReadAsync(hang.Token) is var hint && hint != expected)
        {
            before.Add(hint);
        }

        return before;
    }
}
