using System.Globalization;

namespace GraphRuntime.PostgresFixture;

/// <summary>
/// The account that runs the server. PostgreSQL refuses to run as root, so tests that run as root lend it an ordinary account.
/// </summary>
internal sealed record ServerAccount(string? Name, uint UserId, uint GroupId)
{
    private static readonly string[] Preferred = ["postgres", "nobody"];

    public static ServerAccount Choose()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return new ServerAccount(null, 0, 0);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).Where(static fields => fields.Length > 3)
            .Select(static fields => new ServerAccount(
                fields[0], uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture)))
            .Where(static account => account.UserId != 0).ToList();
        return Preferred.Select(name => accounts.Find(account => account.Name == name)).FirstOrDefault(static account => account is not null)
            ?? accounts.FirstOrDefault(static account => account.UserId >= 1000)
            ?? throw new InvalidOperationException("The tests run as root, and there is no ordinary account to run PostgreSQL under. Add one: useradd postgres");
    }

    /// <summary>The command line that runs a command under this account.</summary>
    public string[] Under(string[] command)
    {
        if (Name is null)
        {
            return command;
        }

        return File.Exists("/usr/bin/setpriv")
            ? ["/usr/bin/setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--", .. command]
            : ["runuser", "-u", Name, "--", .. command];
    }
}
