using GraphRuntime.PostgresFixture;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace GraphRuntime.Samples.Tests;

/// <summary>What a new user does wrong is answered by one line that says what to do, and by an exit code.</summary>
public sealed class TaskMaistroMistakeTests : IDisposable
{
    private const int Failed = 1;
    private const int Misused = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    [Theory]
    [InlineData("There is no story 'nope'. The stories are: reject, enqueue,", "--story", "nope")]
    [InlineData("--story needs a value.", "--story")]
    [InlineData("'--bogus' is not an option", "--bogus")]
    [InlineData("'oracle' is not a store.", "--store", "oracle")]
    [InlineData("'sqlite:' is not a store.", "--store", "sqlite:")]
    [InlineData("What follows postgres: is not a connection string", "--store", "postgres:nonsense")]
    [InlineData("What follows postgres: is not a connection string", "--store", "postgres:Host=127.0.0.1;Prt=1;Password=secret")]
    public Task A_mistake_on_the_command_line(string line, params string[] arguments) => OneLineAsync(Misused, line, arguments);

    [Theory]
    [InlineData("sqlite:missing/threads.db", "SQLite database 'threads.db': its directory does not exist. Create it")]
    [InlineData("sqlite:.", "SQLite database '*' is a directory. Name a file")]
    [InlineData("postgres:Host=127.0.0.1;Port=1;Username=nobody;Password=secret", "PostgreSQL cannot be reached*check that the server runs")]
    [InlineData("postgres:Host=nowhere.invalid;Username=nobody;Password=secret", "PostgreSQL cannot be reached*check that the server runs")]
    public Task A_store_that_cannot_be_reached(string store, string line) => OneLineAsync(Failed, line, "--store", store);

    [PostgresTheory]
    [InlineData("Database=missing", "PostgreSQL has no database of that name")]
    [InlineData("Username=missing;Password=secret", "PostgreSQL denied access: wrong user or password")]
    public async Task A_server_that_refuses(string wrong, string line)
    {
        var server = (await PostgresServer.SharedAsync()).ConnectionString;
        var connection = new NpgsqlConnectionStringBuilder($"{server};{wrong}").ConnectionString;

        await OneLineAsync(Failed, line, "--store", "postgres:" + connection);
    }

    [Fact]
    public async Task A_file_that_is_no_database()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "letter.txt"), new string('x', 4096));

        await OneLineAsync(Failed, "SQLite database 'letter.txt': file is not a database", "--store", "sqlite:letter.txt");
    }

    [Fact]
    public async Task A_folder_that_may_only_be_read()
    {
        // Who may do everything may also write into such a folder; nobody may write into this one.
        var folder = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? "/proc" : Path.Combine(_folder, "closed");
        if (!OperatingSystem.IsWindows() && folder != "/proc")
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await OneLineAsync(Failed, "SQLite database 'threads.db': unable to open", "--store", "sqlite:" + Path.Combine(folder, "threads.db"));
    }

    [Fact]
    public async Task A_locked_file()
    {
        await using var other = new SqliteConnection("Data Source=" + Path.Combine(_folder, "taskmaistro.db"));
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; BEGIN EXCLUSIVE; CREATE TABLE mine (id INTEGER)";
        await command.ExecuteNonQueryAsync();

        await OneLineAsync(Failed, "SQLite database 'taskmaistro.db': database is locked*try again", "--story", "before");
    }

    [Fact]
    public async Task A_model_that_is_not_there()
    {
        var result = await SampleProcess.RunAsync("TaskMaistro", "", _folder, ["--story", "enqueue", "--store", "memory", "--model", "m"], OpenAiDouble.Variables("http://127.0.0.1:1/v1"));

        result.ExitCode.Should().Be(Failed);
        result.Error.Should().Contain("Connection refused").And.NotContain(OpenAiDouble.Key);
        result.Error.TrimEnd().Should().NotContain("\n");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OneLineAsync(int exitCode, string line, params string[] arguments)
    {
        var result = await SampleProcess.RunAsync("TaskMaistro", "", _folder, arguments);

        result.ExitCode.Should().Be(exitCode);
        result.Output.Trim().Should().BeEmpty("nothing has begun");
        result.Error.TrimEnd().Should().Match(line + "*").And.NotContain("\n").And.NotContain("secret");
    }
}
