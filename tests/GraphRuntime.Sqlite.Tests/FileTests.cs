using GraphRuntime.Sqlite.Database;
using static GraphRuntime.Sqlite.Tests.Make;

namespace GraphRuntime.Sqlite.Tests;

/// <summary>The file of a database: where it is, who may read it, and what happens when it is taken away.</summary>
public sealed class FileTests
{
    [Fact]
    public async Task A_new_file_is_made_for_its_owner_only_and_so_are_the_files_beside_it()
    {
        using var place = TestDatabase.File();
        await place.Open().PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in (string[])["", "-wal", "-shm"])
            {
                File.GetUnixFileMode(place.FileName + file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    [Fact]
    public void A_file_that_is_there_keeps_its_rights()
    {
        using var place = TestDatabase.File();
        File.WriteAllBytes(place.FileName, []);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
            File.SetUnixFileMode(place.FileName, Shared);
            place.Open();
            File.GetUnixFileMode(place.FileName).Should().Be(Shared);
        }
    }

    [Fact]
    public void The_data_directory_is_that_of_the_application()
    {
        SqliteTarget.Parse("Data Source=|DataDirectory|threads.db").FileName.Should().Be(Path.Combine(AppContext.BaseDirectory, "threads.db"));
        SqliteTarget.Parse("Data Source=|datadirectory|/sub/threads.db").FileName.Should().Be(Path.Combine(AppContext.BaseDirectory, "sub", "threads.db"));
    }

    [Theory]
    [InlineData("Data Source=x.db", null)]
    [InlineData("Data Source=x.db;Default Timeout=60", 60)]
    [InlineData("Data Source=x.db;Command Timeout=7", 7)]
    public void A_time_out_in_the_connection_string_counts(string connectionString, int? seconds) =>
        SqliteTarget.Parse(connectionString).BusyTimeout.Should().Be(seconds is { } given ? TimeSpan.FromSeconds(given) : null);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_deleted_or_replaced_while_it_is_open_is_noticed_and_works_again_when_it_is_back(bool replaced)
    {
        using var place = TestDatabase.File();
        using var database = place.OpenDatabase(o => o.MaxIdleReaders = 0);
        var checkpointer = new SqliteCheckpointer(database);
        await checkpointer.PutAsync(Commit(Root("t"), 0, Step(1, 0, "v")));
        File.Move(place.FileName, place.FileName + ".away");
        if (replaced)
        {
            File.Copy(place.FileName + ".away", place.FileName);
        }

        var put = () => checkpointer.PutAsync(Commit(Root("t"), 1, Step(2, 1, "v"))).AsTask();
        var read = () => checkpointer.ReadAsync("t").AsTask();
        (await put.Should().ThrowAsync<StorageException>().WithMessage("*deleted, moved or replaced*")).Which.Problem.Should().Be(StorageProblem.Unavailable);
        (await read.Should().ThrowAsync<StorageException>().WithMessage("*deleted, moved or replaced*")).Which.Problem.Should().Be(StorageProblem.Unavailable);

        File.Move(place.FileName + ".away", place.FileName, overwrite: true);
        await put();
        (await checkpointer.ReadAsync("t")).Head.Should().Be(2);
    }

    [Fact]
    public void A_file_without_a_write_ahead_log_that_somebody_reads_is_busy_when_it_is_opened_and_works_later()
    {
        using var place = TestDatabase.File();
        using var other = place.Session();
        other.ScalarText("PRAGMA journal_mode=DELETE");
        other.Run("CREATE TABLE x(a)");
        other.BeginSnapshot();
        other.Scalar("SELECT count(*) FROM x");

        var open = () => place.Open(o => o.BusyTimeout = TimeSpan.FromMilliseconds(5));
        open.Should().Throw<StorageException>().Which.Problem.Should().Be(StorageProblem.Busy);
        other.Rollback();
        open.Should().NotThrow();
    }

    [Fact]
    public void A_file_that_cannot_be_written_to_is_named_as_such()
    {
        using var place = TestDatabase.File();
        place.Open().Dispose();
        var open = () => SqliteCheckpointer.Open($"Data Source=file:{place.FileName}?immutable=1");
        var failure = open.Should().Throw<StorageException>().Which;
        failure.Problem.Should().Be(StorageProblem.ReadOnly);
        failure.Message.Should().NotContain("not an error");
    }

    [Fact]
    public void A_place_where_no_file_can_be_is_a_mistake_that_does_not_pass_by_itself()
    {
        using var place = TestDatabase.File();
        foreach (var path in (string[])[Path.Combine(place.Directory!, "missing", "x.db"), place.Directory!])
        {
            var open = () => SqliteCheckpointer.Open($"Data Source={path}");
            open.Should().Throw<StorageException>().Which.Problem.Should().Be(StorageProblem.Misuse);
        }
    }
}
