using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace GraphRuntime.PostgresFixture;

/// <summary>
/// One PostgreSQL server for all test processes of a test run. The first process that needs a server starts it; the others find its
/// connection string in a folder that belongs to this checkout. Each process writes the time into that folder while it lives; a small shell
/// beside the server stops the server when nobody has done so for <see cref="LingerSeconds"/> seconds, however the processes ended.
/// </summary>
internal static class SharedServer
{
    private const int LingerSeconds = 30;

    // The connection file is taken away before the last look at the time: a process that comes in between finds no server and starts one.
    private const string StopWhenUnused =
        "cd \"$1\"; linger=$3; fresh() { [ $(( $(date +%s) - $(cat used) )) -lt $linger ]; }; "
        + "while :; do while fresh; do sleep 2; done; mv connection closing || break; fresh || break; mv -n closing connection; done; "
        + "kill -QUIT $(head -n 1 \"$2/data/postmaster.pid\"); sleep 1; rm -rf \"$2\"; rm -f closing";

    private static Timer? s_heartbeat;

    /// <summary>Joins the server of this test run, or starts it, and keeps it alive until this process ends.</summary>
    public static async Task<string> JoinAsync()
    {
        var meeting = Directory.CreateDirectory(MeetingPlace()).FullName;
        using var oneAtATime = await LockAsync(Path.Combine(meeting, "lock")).ConfigureAwait(false);
        await BeatAsync(meeting).ConfigureAwait(false);
        s_heartbeat = new Timer(_ => TryBeat(meeting), null, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4));
        var known = Path.Combine(meeting, "connection");
        if (File.Exists(known) && await File.ReadAllTextAsync(known).ConfigureAwait(false) is var connection && await AnswersAsync(connection).ConfigureAwait(false))
        {
            return connection;
        }

        var (started, folder) = await PostgresServer.StartDetachedAsync().ConfigureAwait(false);
        await File.WriteAllTextAsync(known, started).ConfigureAwait(false);
        Watch(meeting, folder);
        return started;
    }

    /// <summary>A folder that the test processes of this checkout and this user share, and no others.</summary>
    private static string MeetingPlace()
    {
        var root = AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(root); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GraphRuntime.sln")))
            {
                root = folder.FullName;
            }
        }

        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..12];
        return Path.Combine(Path.GetTempPath(), $"graphruntime-postgres-{Environment.UserName}-{key}");
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (; ; await pause.WaitForNextTickAsync().ConfigureAwait(false))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another process starts the server, or looks whether there is one.
            }
        }
    }

    private static async Task BeatAsync(string meeting)
    {
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var draft = Path.Combine(meeting, $"used.{Environment.ProcessId}");
        await File.WriteAllTextAsync(draft, seconds).ConfigureAwait(false);
        File.Move(draft, Path.Combine(meeting, "used"), overwrite: true);
    }

    private static void TryBeat(string meeting)
    {
        try
        {
            BeatAsync(meeting).GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // An exception on a timer would end the process; the next beat tries again.
        }
    }

    private static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            var connection = new NpgsqlConnection(connectionString);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync().ConfigureAwait(false);
                return true;
            }
        }
        catch (NpgsqlException)
        {
            // The server of an earlier run, which has ended since.
            return false;
        }
    }

    // The shell puts itself into the background and outlives this process.
    private static void Watch(string meeting, string folder)
    {
        var script = $"( trap '' HUP INT; {StopWhenUnused} ) >/dev/null 2>&1 </dev/null &";
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, "watch", meeting, folder, $"{LingerSeconds}"]))!;
        shell.WaitForExit();
    }
}
