using System.Globalization;

namespace GraphRuntime.Testing.Simulations;

/// <summary>What the command line asks for.</summary>
internal sealed record HostOptions
{
    public static readonly string Usage =
        $"--schedules N  --seed N  --threads N  --faults All|None|Crashes,SlowStore,...  --world talk|steering|paths|preemption  --defect {string.Join('|', Simulations.Defect.All.Keys)}  --replay CHOICES  --laws N";

    public int Schedules { get; private init; } = 10_000;

    public int Seed { get; private init; } = Random.Shared.Next(1_000_000_000);

    public int Threads { get; private init; } = 1;

    public SimulatedFaults Faults { get; private init; } = SimulatedFaults.All;

    /// <summary>Which conversation is simulated. A defect has its own.</summary>
    public string Conversation { get; private init; } = "talk";

    public string? Defect { get; private init; }

    public string? Replay { get; private init; }

    /// <summary>How many random graphs are checked in memory, instead of schedules.</summary>
    public int Laws { get; private init; }

    public static HostOptions Parse(string[] arguments)
    {
        var options = new HostOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = arguments.ElementAtOrDefault(i + 1) ?? throw new ArgumentException($"{arguments[i]} needs a value. {Usage}");
            options = arguments[i] switch
            {
                "--schedules" => options with { Schedules = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--threads" => options with { Threads = int.Parse(value, CultureInfo.InvariantCulture) },
                "--faults" => options with { Faults = Enum.Parse<SimulatedFaults>(value) },
                "--world" => options with { Conversation = value },
                "--defect" => options with { Defect = value },
                "--laws" => options with { Laws = int.Parse(value, CultureInfo.InvariantCulture) },
                "--replay" => options with { Replay = value },
                _ => throw new ArgumentException($"{arguments[i]} is unknown. {Usage}"),
            };
        }

        return options;
    }

    public SimulationOptions World() => Defect is not null ? Simulations.Defect.All[Defect](Faults)
        : Conversation switch
        {
            "talk" => SimulatedTalk.Options(Faults),
            "steering" => SimulatedSteering.Options(Faults),
            "paths" => SimulatedPaths.Of(Faults),
            "preemption" => SimulatedPreemption.Options(Faults),
            _ => throw new ArgumentException($"There is no world '{Conversation}'. {Usage}"),
        };
}
