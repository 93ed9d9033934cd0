using System.Globalization;

namespace GraphRuntime.Testing.Simulations;

/// <summary>What the command line asks for.</summary>
internal sealed record HostOptions
{
    public static readonly string Usage =
        $"--schedules N  --seed N  --threads N  --faults All|None|Crashes,SlowStore,...  --world talk|steering  --defect {string.Join('|', Simulations.Defect.All.Keys)}  --replay CHOICES  --laws N";

    public int Schedules { get; private init; } = 10_000;

    public int Seed { get; private init; } = Random.Shared.Next(1_000_000_000);

    public int Threads { get; private init; } = 1;

    public SimulatedFaults Faults { get; private init; } = SimulatedFaults.All;

    /// <summary>Whether messages are steered into the run in flight. A defect has its own world.</summary>
    public bool IsSteered { get; private init; }

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
                "--world" => options with { IsSteered = value == "steering" },
                "--defect" => options with { Defect = value },
                "--laws" => options with { Laws = int.Parse(value, CultureInfo.InvariantCulture) },
                "--replay" => options with { Replay = value },
                _ => throw new ArgumentException($"{arguments[i]} is unknown. {Usage}"),
            };
        }

        return options;
    }

    public SimulationOptions World() => Defect is not null ? Simulations.Defect.All[Defect](Faults)
        : IsSteered ? SimulatedSteering.Options(Faults)
        : SimulatedTalk.Options(Faults);
}
