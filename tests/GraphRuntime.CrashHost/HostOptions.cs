using System.Globalization;

namespace GraphRuntime.CrashHost;

/// <summary>The command line.</summary>
internal sealed class HostOptions
{
    public const string Usage = "host init|work|settle|dump|soak --db CONN [--schema NAME] [--log FILE] [--id ID] [--seed N] [--threads T] [--steps K] [--submit-ms M] "
        + "[--node-ms N] [--mix enqueue=6,reject=1,interrupt=1,rollback=1] [--lease-ms L] [--poison P] [--delayed P] [--schedule 0|1] [--max-attempts A] [--timeout-s S] [--minutes M] [--sample-s S] [--generation N]";

    private static readonly string[] Verbs = ["init", "work", "settle", "dump", "soak"];

    private readonly Dictionary<string, string> _values;

    private HostOptions(string verb, Dictionary<string, string> values)
    {
        Verb = verb;
        _values = values;
        Mix = ParseMix(Text("mix", "enqueue=1"));
    }

    public string Verb { get; }

    /// <summary>A SQLite or PostgreSQL connection string; the latter has a host.</summary>
    public string Database => Text("db", "");

    public bool IsPostgres => Database.Contains("host=", StringComparison.OrdinalIgnoreCase);

    public string Schema => Text("schema", "graphruntime");

    public string? Log => _values.GetValueOrDefault("log");

    public string Id => Text("id", Verb);

    public int Seed => Number("seed", 1);

    public int Threads => Number("threads", 8);

    public int Steps => Number("steps", 4);

    public int SubmitMs => Number("submit-ms", 10);

    public int NodeMs => Number("node-ms", 8);

    public int LeaseMs => Number("lease-ms", 2000);

    /// <summary>How many per cent of the submissions kill the process that executes them.</summary>
    public int Poison => Number("poison", 0);

    /// <summary>How many per cent of the enqueued runs are delayed.</summary>
    public int Delayed => Number("delayed", 0);

    /// <summary>Whether a schedule has a tick in every second.</summary>
    public bool HasSchedule => Number("schedule", 0) > 0;

    /// <summary>Where processes are killed all the time but no run is bad, few attempts would condemn the innocent.</summary>
    public int MaxAttempts => Number("max-attempts", Poison > 0 ? 3 : 1000);

    public TimeSpan Timeout => TimeSpan.FromSeconds(Number("timeout-s", 60));

    public TimeSpan Duration => TimeSpan.FromMinutes(Number("minutes", 60));

    public TimeSpan SampleEvery => TimeSpan.FromSeconds(Number("sample-s", 60));

    /// <summary>After how many submissions other threads take the place of those so far; 0 for never.</summary>
    public int Generation => Number("generation", 0);

    /// <summary>One entry for each share of a strategy.</summary>
    public IReadOnlyList<MultitaskStrategy> Mix { get; }

    public static HostOptions? Parse(string[] args)
    {
        if (args.Length == 0 || !Verbs.Contains(args[0]) || args.Length % 2 == 0)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < args.Length; i += 2)
        {
            values[args[i].TrimStart('-')] = args[i + 1];
        }

        return values.ContainsKey("db") ? new HostOptions(args[0], values) : null;
    }

    private static List<MultitaskStrategy> ParseMix(string text)
    {
        var mix = new List<MultitaskStrategy>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=');
            mix.AddRange(Enumerable.Repeat(Enum.Parse<MultitaskStrategy>(pair[0], ignoreCase: true), int.Parse(pair[1], CultureInfo.InvariantCulture)));
        }

        return mix;
    }

    private string Text(string name, string fallback) => _values.GetValueOrDefault(name, fallback);

    private int Number(string name, int fallback) =>
        _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
