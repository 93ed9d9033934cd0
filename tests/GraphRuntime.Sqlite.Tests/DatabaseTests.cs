using GraphRuntime.Sqlite.Database;
using static GraphRuntime.Sqlite.Tests.Make;

namespace GraphRuntime.Sqlite.Tests;

public sealed class DatabaseTests
{
    private static StorageProblem ProblemOf(Action action) => action.Should().Throw<StorageException>().Which.Problem;

    [Fact]
    public void Opening_again_migrates_once()
    {
        using var place = TestDatabase.File();
        place.Open().Dispose();
        place.Open().Dispose();
        using var session = place.Session();
        session.Scalar("SELECT count(*) FROM gr_schema").Should().Be(SchemaMigrations.Latest);
    }

    [Fact]
    public async Task Sixteen_that_open_a_new_file_at_once_migrate_it_once()
    {
        using var place = TestDatabase.File();
        using var start = new Barrier(16);
        var threads = Enumerable.Range(0, 16).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                using var checkpointer = SqliteCheckpointer.Open(place.Options(o => o.BusyTimeout = TimeSpan.FromSeconds(30)));
                return checkpointer.PutAsync(Commit(Root($"t{i}"), 0, Step(1, 0, "v"))).AsTask().Status;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(threads);
        using var session = place.Session();
        session.Scalar("SELECT count(*) FROM gr_schema").Should().Be(SchemaMigrations.Latest);
        session.Scalar("SELECT count(*) FROM gr_checkpoint").Should().Be(16);
    }

    [Fact]
    public void A_newer_schema_is_refused_by_name()
    {
        using var place = TestDatabase.File();
        place.Open().Dispose();
        using (var session = place.Session())
        {
            session.Run("INSERT INTO gr_schema(version, applied_at) VALUES(1000, 'later')");
        }

        ProblemOf(() => place.Open()).Should().Be(StorageProblem.NewerSchema);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        using var place = TestDatabase.File();
        var bytes = Utf8(new string('x', 5000));
        File.WriteAllBytes(place.FileName, bytes);
        ProblemOf(() => place.Open()).Should().Be(StorageProblem.Corrupted);
        File.ReadAllBytes(place.FileName).Should().Equal(bytes);
    }

    [Theory]
    [InlineData("Data Source=x.db;Password=secret-canary", StorageProblem.Misuse)]
    [InlineData("Data Source=x.db;Mode=ReadOnly", StorageProblem.ReadOnly)]
    [InlineData("Nonsense=secret-canary", StorageProblem.Misuse)]
    public void A_connection_string_that_cannot_work_is_refused_without_repeating_it(string connectionString, StorageProblem problem)
    {
        var open = () => SqliteCheckpointer.Open(connectionString);
        var exception = open.Should().Throw<StorageException>().Which;
        exception.Problem.Should().Be(problem);
        exception.ToString().Should().NotContain("secret-canary");
    }

    [Fact]
    public async Task A_database_that_another_program_holds_is_busy_and_works_again_later()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open(o => o.BusyTimeout = TimeSpan.FromMilliseconds(1));
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        using var other = place.Session();
        other.BeginImmediate();

        var put = () => checkpointer.PutAsync(Commit(Root("t"), 1, Step(2, 1, "v"))).AsTask();
        var exception = (await put.Should().ThrowAsync<StorageException>()).Which;
        (exception.Problem, exception.IsTransient).Should().Be((StorageProblem.Busy, true));
        (await checkpointer.ReadAsync("t")).Head.Should().Be(1, "readers do not wait for a writer");
        other.Rollback();
        await checkpointer.PutAsync(Commit(Root("t"), 1, Step(2, 1, "v")));
        (await checkpointer.ReadAsync("t")).Head.Should().Be(2);
    }

    [Fact]
    public async Task A_full_database_refuses_the_write_that_does_not_fit_and_goes_on()
    {
        using var place = TestDatabase.File();
        using var database = place.OpenDatabase();
        var checkpointer = new SqliteCheckpointer(database);
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        await database.Writer.RunAsync(new TestWork(session => session.Scalar("PRAGMA max_page_count=20")));

        var put = () => checkpointer.PutAsync(Commit(Root("t"), 1, Step(2, 1, new string('x', 200_000)))).AsTask();
        (await put.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Full);
        await checkpointer.PutAsync(Commit(Root("t"), 1, Step(2, 1, "small")));
        (await checkpointer.ReadAsync("t")).Checkpoint!.Text().Should().Be("small");
    }

    [Fact]
    public async Task A_read_only_database_is_refused_on_opening_and_left_alone()
    {
        using var place = TestDatabase.File();
        await place.Open().PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        var options = new SqliteStorageOptions { ConnectionString = $"Data Source=file:{place.FileName}?mode=ro" };

        var exception = FluentActions.Invoking(() => SqliteCheckpointer.Open(options)).Should().Throw<StorageException>().Which;

        (exception.Problem, exception.IsTransient).Should().Be((StorageProblem.ReadOnly, false));
        exception.Message.Should().Contain("writable");
        (await place.Open().ReadAsync("t")).Head.Should().Be(1);
    }

    [Fact]
    public async Task A_database_that_becomes_read_only_refuses_writes_and_stores_nothing_of_them()
    {
        using var place = TestDatabase.File();
        using var database = place.OpenDatabase();
        var checkpointer = new SqliteCheckpointer(database);
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        await database.Writer.RunAsync(new TestWork(session => session.Scalar("PRAGMA query_only=1")));

        var put = () => checkpointer.PutAsync(Commit(Root("t"), 1, Step(2, 1, "w"))).AsTask();

        (await put.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.ReadOnly);
        (await checkpointer.ReadAsync("t")).Checkpoint!.Text().Should().Be("v");
    }

    [Theory, InlineData("file"), InlineData("memory")]
    public async Task A_disposed_store_says_so(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var checkpointer = place.Open();
        await checkpointer.DisposeAsync();
        await checkpointer.DisposeAsync();
        var put = () => checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v"))).AsTask();
        (await put.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Misuse);
        var read = () => checkpointer.ReadAsync("t").AsTask();
        (await read.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Misuse);
    }

    [Fact]
    public async Task Disposing_lets_go_of_the_file()
    {
        using var place = TestDatabase.File();
        var checkpointer = place.Open();
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        await checkpointer.ReadAsync("t");
        await checkpointer.DisposeAsync();
        Directory.GetFiles(place.Directory!).Should().Equal([place.FileName], "closing the last connection ends the write-ahead log");
    }

    [Fact]
    public async Task A_private_memory_database_needs_no_name()
    {
        using var one = SqliteCheckpointer.Open("Data Source=:memory:");
        using var two = SqliteCheckpointer.Open("Data Source=:memory:");
        await one.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        (await one.ReadAsync("t")).Head.Should().Be(1);
        (await two.ReadAsync("t")).Head.Should().Be(0);
    }

    [Theory, InlineData("file"), InlineData("memory")]
    public async Task Two_stores_on_one_database_share_threads_and_epochs(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var (one, two) = (place.Open(), place.Open());
        await one.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        await two.PutAsync(Commit(Root("t"), 1, Step(2, 1, "w")));
        await two.AcquireAsync("t", default);
        var put = () => one.PutAsync(Commit(Root("t"), 2, Step(3, 2, "x"))).AsTask();
        await put.Should().ThrowAsync<StaleEpochException>();
    }

    [Theory]
    [InlineData(SqliteSynchronous.Normal, 1)]
    [InlineData(SqliteSynchronous.Full, 2)]
    public async Task The_promise_on_power_loss_is_an_option(SqliteSynchronous synchronous, long level)
    {
        using var place = TestDatabase.File();
        using var database = place.OpenDatabase(o => o.Synchronous = synchronous);
        var found = 0L;
        await database.Writer.RunAsync(new TestWork(session => found = session.Scalar("PRAGMA synchronous")));
        found.Should().Be(level);
    }

    [Fact]
    public async Task A_copy_of_the_files_taken_between_two_commits_has_whole_steps_only()
    {
        using var place = TestDatabase.File();
        using var torn = TestDatabase.File();
        var checkpointer = place.Open();
        for (var id = 1; id <= 50; id++)
        {
            await checkpointer.PutAsync(Commit(Root("t"), id - 1, Append(id, 1, id - 1, "x")));
        }

        foreach (var file in new[] { "", "-wal" })
        {
            File.Copy(place.FileName + file, torn.FileName + file);
        }

        // The end of the log is what a process leaves that dies inside a write: half a frame.
        using (var log = File.OpenWrite(torn.FileName + "-wal"))
        {
            log.SetLength(log.Length - 2000);
        }

        var read = await torn.Open().ReadAsync("t");
        read.Head.Should().BeInRange(1, 49);
        read.Checkpoint!.Text().Should().HaveLength((int)read.Head);
    }
}
