namespace GraphRuntime.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        --workload NAME|all|list|scale|growth|coordinator|agents   a workload, all of them one process each, their names, or one of the other parts
        --store none|memory|sqlite|sqlite_default|postgres                      (default none)
        --durability sync|async|exit                                            (default sync)
        --mode values|invoke   read the run as a stream of states, or only its result (default values)
        --seconds N            how long to measure at least                     (default 3)
        --json FILE            append the line to a file as well
        --no-baseline          leave out the baseline written by hand
        --micro [ARGS]         BenchmarkDotNet on the parts; ARGS go to it
        """;

    public string Workload { get; private set; } = "list";

    public string Store { get; private set; } = "none";

    public DurabilityMode Durability { get; private set; } = DurabilityMode.Sync;

    public bool Streams { get; private set; } = true;

    public double Seconds { get; private set; } = 3;

    public string? JsonFile { get; private set; }

    public bool HasBaseline { get; private set; } = true;

    public RunConfig RunConfig => new() { Durability = Durability, RecursionLimit = 1_000_000_000 };

    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--workload": options.Workload = Next(args, ref i); break;
                case "--store": options.Store = Next(args, ref i); break;
                case "--durability": options.Durability = Enum.Parse<DurabilityMode>(Next(args, ref i), ignoreCase: true); break;
                case "--mode": options.Streams = Next(args, ref i) != "invoke"; break;
                case "--seconds": options.Seconds = double.Parse(Next(args, ref i)); break;
                case "--json": options.JsonFile = Next(args, ref i); break;
                case "--no-baseline": options.HasBaseline = false; break;
                default: throw new ArgumentException($"Unknown argument '{args[i]}'.\n{Usage}");
            }
        }

        return options;
    }

    private static string Next(string[] args, ref int i) => ++i < args.Length ? args[i] : throw new ArgumentException($"'{args[i - 1]}' needs a value.\n{Usage}");
}
