using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace GraphRuntime.PostgresFixture;

/// <summary>
/// A PostgreSQL server of the tests' own on 127.0.0.1, with a data directory in the temporary folder that goes with it. It ends with
/// this object, and also when this process ends in whatever way: a small shell beside it waits for the end of its input, and starts the
/// server again where it reads how to end it.
/// </summary>
/// <remarks>
/// <c>fsync</c> and <c>full_page_writes</c> are off unless asked for: a crash of the server loses nothing then either, only a crash
/// of the machine would, and the tests run several times faster. Measurements of commits should ask for them.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The variable that names a server to use instead, as a connection string.</summary>
    public const string ConnectionVariable = "GRAPHRUNTIME_TEST_POSTGRES";

    private const string KeepScript =
        "\"$@\" & server=$!; while read -r how; do kill -$how $server; wait $server; \"$@\" & server=$!; done; "
        + "kill -INT $server 2>/dev/null; wait $server; rm -rf \"$SERVER_FOLDER\"";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(JoinSharedAsync);

    private readonly Process? _keeper;
    private readonly ServerLog _log;

    private PostgresServer(string connectionString, Process? keeper, ServerLog log)
    {
        ConnectionString = connectionString;
        _keeper = keeper;
        _log = log;
    }

    /// <summary>Whether the server is the tests' own.</summary>
    public bool CanRestart => _keeper is not null;

    /// <summary>Reaches the server as its superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>The one server of this test run: the one that the environment names, or one that all test processes share.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server, or takes the one that the environment names.</summary>
    /// <param name="durable">Whether commits are flushed to the disk.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } given)
        {
            return new PostgresServer(given, null, new());
        }

        return await StartOnFreePortAsync(async (binaries, account, folder, port, password) =>
        {
            var (keeper, log) = await KeepAsync(binaries, account, folder, port, durable).ConfigureAwait(false);
            return new PostgresServer(ConnectionTo(port, password), keeper, log);
        }).ConfigureAwait(false);
    }

    /// <summary>Starts a server that outlives this process, and returns its connection string and its folder.</summary>
    internal static Task<(string ConnectionString, string Folder)> StartDetachedAsync() => StartOnFreePortAsync(static async (binaries, account, folder, port, password) =>
    {
        await RunDetachedAsync(
            account.Under(
            [
                Path.Combine(binaries, "pg_ctl"), "start", "-w", "-s", "-D", Path.Combine(folder, "data"), "-l", Path.Combine(folder, "data", "server.log"),
                "-o", $"-h 127.0.0.1 -p {port} -c unix_socket_directories= -c max_connections=1000 -c fsync=off -c full_page_writes=off",
            ]),
            folder).ConfigureAwait(false);
        return (ConnectionTo(port, password), folder);
    });

    private static async Task<PostgresServer> JoinSharedAsync()
        => Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } given
            ? new PostgresServer(given, null, new())
            : new PostgresServer(await SharedServer.JoinAsync().ConfigureAwait(false), null, new());

    private static async Task<T> StartOnFreePortAsync<T>(Func<string, ServerAccount, string, int, string, Task<T>> startAsync)
    {
        var binaries = PostgresBinaries.Folder ?? throw new InvalidOperationException(PostgresAvailability.HowToMend);
        var account = ServerAccount.Choose();
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        for (var tries = 1; ; tries++)
        {
            var folder = Directory.CreateTempSubdirectory("graphruntime-postgres-").FullName;
            try
            {
                await InitializeAsync(binaries, account, folder, password).ConfigureAwait(false);
                return await startAsync(binaries, account, folder, FreePort(), password).ConfigureAwait(false);
            }
            catch (InvalidOperationException) when (tries < 3)
            {
                // Another process may have taken the port in between; the next attempt takes another.
                DeleteFolder(folder);
            }
            catch (InvalidOperationException)
            {
                DeleteFolder(folder);
                throw;
            }
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string ConnectionTo(int port, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = password,
        Database = "postgres",
        MaxPoolSize = 50,

        // On a machine that is busy with other things a crowd of callers waits long for its turn; that is no failure.
        Timeout = 120,
        CommandTimeout = 120,

        // Every test has pools of its own; connections that they no longer use must not be missing elsewhere.
        ConnectionIdleLifetime = 2,
        ConnectionPruningInterval = 1,
    }.ConnectionString;

    /// <summary>Ends the server in the middle of everything, and starts it again; returns when it takes connections.</summary>
    public async Task RestartAsync()
    {
        var keeper = _keeper ?? throw new InvalidOperationException("The server belongs to somebody else.");
        var ready = _log.Restarting();
        await keeper.StandardInput.WriteLineAsync("QUIT").ConfigureAwait(false);
        await keeper.StandardInput.FlushAsync().ConfigureAwait(false);
        await ready.ConfigureAwait(false);
    }

    /// <summary>Stops the server and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_keeper is null)
        {
            return;
        }

        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync().ConfigureAwait(false);
        _keeper.Dispose();
    }

    private static async Task InitializeAsync(string binaries, ServerAccount account, string folder, string password)
    {
        var passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, password).ConfigureAwait(false);
        if (account.Name is not null)
        {
            await RunAsync(["chown", "-R", $"{account.UserId}:{account.GroupId}", folder], folder).ConfigureAwait(false);
        }

        await RunAsync(
            account.Under(
            [
                Path.Combine(binaries, "initdb"), "-D", Path.Combine(folder, "data"), "-U", "postgres", "--pwfile", passwordFile,
                "--auth-host=scram-sha-256", "--auth-local=reject", "-E", "UTF8", "--locale=C", "--no-sync",
            ]),
            folder).ConfigureAwait(false);
        File.Delete(passwordFile);
    }

    private static async Task<(Process Keeper, ServerLog Log)> KeepAsync(string binaries, ServerAccount account, string folder, int port, bool durable)
    {
        var flush = durable ? "on" : "off";
        var start = StartInfo(
            account.Under(
            [
                "/bin/sh", "-c", KeepScript, "keep", Path.Combine(binaries, "postgres"), "-D", Path.Combine(folder, "data"),
                "-h", "127.0.0.1", "-p", $"{port}", "-c", "unix_socket_directories=", "-c", "max_connections=1000",
                "-c", $"fsync={flush}", "-c", $"full_page_writes={flush}", "-c", "log_min_messages=log",
            ]),
            folder);
        start.RedirectStandardInput = true;
        start.Environment["SERVER_FOLDER"] = folder;
        var log = new ServerLog();
        var keeper = new Process { StartInfo = start };
        keeper.ErrorDataReceived += (_, line) => log.Hear(line.Data);
        keeper.Start();
        keeper.BeginErrorReadLine();
        keeper.BeginOutputReadLine();
        try
        {
            await log.Ready.ConfigureAwait(false);
            return (keeper, log);
        }
        catch (InvalidOperationException)
        {
            keeper.StandardInput.Close();
            await keeper.WaitForExitAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task RunAsync(string[] command, string folder)
    {
        using var process = Process.Start(StartInfo(command, folder))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await output.ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{command[0]}' ended with {process.ExitCode}: {errors}");
        }
    }

    // The server inherits the standard streams and keeps them open, so nothing may wait for their end.
    private static async Task RunDetachedAsync(string[] command, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" >/dev/null 2>&1 </dev/null", "start", .. command]) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}.");
        }
    }

    private static ProcessStartInfo StartInfo(string[] command, string folder)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
