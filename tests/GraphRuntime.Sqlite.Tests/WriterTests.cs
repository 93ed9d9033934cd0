using GraphRuntime.Sqlite.Database;
using static GraphRuntime.Sqlite.Tests.Make;

namespace GraphRuntime.Sqlite.Tests;

public sealed class WriterTests
{
    private const string Insert = "INSERT INTO item(value) VALUES(?1)";

    private static async Task<SqliteDatabase> OpenAsync(TestDatabase place, Action<SqliteStorageOptions>? change = null)
    {
        var database = place.OpenDatabase(change);
        await database.Writer.RunAsync(new TestWork(session => session.Run("CREATE TABLE item(value INTEGER UNIQUE)")));
        return database;
    }

    private static TestWork Put(long value) => new(session => session.Prepare(Insert).Bind(1, value).Execute());

    /// <summary>Holds the writer so that the works after it share the next transaction.</summary>
    private static async Task<List<Exception?>> TogetherAsync(SqliteDatabase database, params TestWork[] works)
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var holder = Task.Run(async () => await database.Writer.RunAsync(new TestWork(_ =>
        {
            entered.Set();
            release.Wait();
        })));
        entered.Wait();
        var all = works.Select(work => database.Writer.RunAsync(work).AsTask()).ToList();
        release.Set();
        await holder;
        var failures = new List<Exception?>();
        foreach (var task in all)
        {
            failures.Add(await Record.ExceptionAsync(() => task));
        }

        return failures;
    }

    private static long Count(SqliteDatabase database) => database.Read(static (session, _) => session.Scalar("SELECT count(*) FROM item"), 0);

    [Theory, InlineData("file"), InlineData("memory")]
    public async Task A_work_that_fails_half_way_fails_alone(string kind)
    {
        using var place = TestDatabase.Of(kind);
        using var database = await OpenAsync(place);
        var halfWay = new TestWork(session =>
        {
            session.Prepare(Insert).Bind(1, 100).Execute();
            throw new InvalidOperationException("refused");
        });

        var failures = await TogetherAsync(database, Put(1), Put(2), halfWay, Put(1), Put(3));

        failures.Select(f => f?.GetType()).Should().Equal(null, null, typeof(InvalidOperationException), typeof(StorageException), null);
        Count(database).Should().Be(3);
    }

    [Fact]
    public async Task A_caller_that_comes_alone_runs_on_its_own_thread_and_completes_at_once()
    {
        using var place = TestDatabase.File();
        using var database = await OpenAsync(place);
        var thread = 0;
        var done = database.Writer.RunAsync(new TestWork(_ => thread = Environment.CurrentManagedThreadId));
        done.IsCompletedSuccessfully.Should().BeTrue();
        thread.Should().Be(Environment.CurrentManagedThreadId);
        await done;
    }

    [Fact]
    public async Task Works_that_wait_together_are_committed_together()
    {
        using var place = TestDatabase.File();
        using var database = await OpenAsync(place);
        var seen = new List<long>();
        var works = Enumerable.Range(1, 20).Select(i => new TestWork(session =>
        {
            session.Prepare(Insert).Bind(1, i).Execute();
            using var reader = place.Session();
            seen.Add(reader.Scalar("SELECT count(*) FROM item"));
        })).ToArray();

        (await TogetherAsync(database, works)).Should().OnlyContain(failure => failure == null);

        seen.Should().OnlyContain(count => count == 0, "nothing is visible before the one commit");
        Count(database).Should().Be(20);
    }

    [Fact]
    public async Task A_work_cancelled_while_it_waits_is_never_done()
    {
        using var place = TestDatabase.File();
        using var database = await OpenAsync(place);
        using var cancel = new CancellationTokenSource();
        var cancelled = new TestWork(session => session.Prepare(Insert).Bind(1, 2).Execute()) { Cancellation = cancel.Token };
        var first = new TestWork(_ => cancel.Cancel());

        var failures = await TogetherAsync(database, first, cancelled, Put(3));

        failures[1].Should().BeAssignableTo<OperationCanceledException>();
        Count(database).Should().Be(1);
    }

    [Fact]
    public async Task A_work_cancelled_while_it_is_done_gives_its_outcome()
    {
        using var place = TestDatabase.File();
        using var database = await OpenAsync(place);
        using var cancel = new CancellationTokenSource();
        var underWay = new TestWork(session =>
        {
            cancel.Cancel();
            session.Prepare(Insert).Bind(1, 1).Execute();
        })
        {
            Cancellation = cancel.Token,
        };

        (await TogetherAsync(database, underWay, Put(2))).Should().OnlyContain(failure => failure == null, "its caller may use the memory again once it is told");

        Count(database).Should().Be(2);
    }

    [Fact]
    public async Task More_callers_than_the_queue_holds_wait_and_all_are_served()
    {
        using var place = TestDatabase.File();
        using var database = await OpenAsync(place, o => (o.MaxQueuedWrites, o.MaxWritesPerCommit) = (4, 3));
        (await TogetherAsync(database, [.. Enumerable.Range(1, 100).Select(i => Put(i))])).Should().OnlyContain(failure => failure == null);
        Count(database).Should().Be(100);
    }

    [Fact]
    public async Task Disposing_finishes_what_was_accepted()
    {
        using var place = TestDatabase.File();
        var database = await OpenAsync(place);
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var holder = Task.Run(async () => await database.Writer.RunAsync(new TestWork(_ =>
        {
            entered.Set();
            release.Wait();
        })));
        entered.Wait();
        var accepted = database.Writer.RunAsync(Put(1)).AsTask();
        var closing = database.DisposeAsync().AsTask();
        release.Set();
        await Task.WhenAll(holder, accepted, closing);
        using var session = place.Session();
        session.Scalar("SELECT count(*) FROM item").Should().Be(1);
    }

    [Theory, InlineData("file"), InlineData("memory")]
    public async Task Many_threads_commit_at_once_beside_readers(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var checkpointer = place.Open();
        var writers = Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
        {
            for (var id = 1; id <= 40; id++)
            {
                await checkpointer.PutAsync(Commit(Root($"t{i}"), id - 1, Append(id, 1, id - 1, "x")));
                var read = await checkpointer.ReadAsync($"t{(i + 1) % 32}");
                (read.Checkpoint?.Text().Length ?? 0).Should().Be((int)read.Head);
            }
        }));
        await Task.WhenAll(writers);
        for (var i = 0; i < 32; i++)
        {
            (await checkpointer.ReadAsync($"t{i}")).Head.Should().Be(40);
        }
    }

    [Fact]
    public async Task Of_many_writers_on_one_thread_exactly_one_wins_each_step()
    {
        using var place = TestDatabase.File();
        var (one, two) = (place.Open(), place.Open());
        for (var id = 1; id <= 20; id++)
        {
            var attempts = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            {
                try
                {
                    await (i % 2 == 0 ? one : two).PutAsync(Commit(Root("t"), id - 1, Step(id, id - 1, $"writer {i}")));
                    return 1;
                }
                catch (StaleHeadException)
                {
                    return 0;
                }
            }));
            (await Task.WhenAll(attempts)).Sum().Should().Be(1);
        }
    }

    [Fact]
    public async Task A_work_that_fails_half_way_leaves_no_wrong_memory_of_its_neighbours()
    {
        using var place = TestDatabase.File();
        using var database = await OpenAsync(place);
        var checkpointer = new SqliteCheckpointer(database);
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        var failing = new TestWork(session =>
        {
            session.Prepare(Insert).Bind(1, 1).Execute();
            throw new InvalidOperationException("refused");
        });
        var put = new Checkpointing.PutCheckpoints(Commit(Root("t"), 1, Step(2, 1, "w")), database.Writer.Lines);
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var holder = Task.Run(async () => await database.Writer.RunAsync(new TestWork(_ =>
        {
            entered.Set();
            release.Wait();
        })));
        entered.Wait();
        var together = new[] { database.Writer.RunAsync(put).AsTask(), database.Writer.RunAsync(failing).AsTask() };
        release.Set();
        await holder;
        await together[0];
        await together[1].Invoking(task => task).Should().ThrowAsync<InvalidOperationException>();
        (await checkpointer.ReadAsync("t")).Head.Should().Be(2);
        await checkpointer.PutAsync(Commit(Root("t"), 2, Step(3, 2, "x")));
    }
}
