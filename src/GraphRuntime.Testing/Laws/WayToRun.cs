using System.Globalization;
using GraphRuntime.Testing.Checkpointing.Model;

namespace GraphRuntime.Testing.Laws;

/// <summary>One way to run a graph: what is done between its inputs and its ends.</summary>
internal sealed record WayToRun
{
    /// <summary>Pauses before every node.</summary>
    public bool StopBefore { get; init; }

    /// <summary>Pauses after every node.</summary>
    public bool StopAfter { get; init; }

    public DurabilityMode Durability { get; init; } = DurabilityMode.Sync;

    /// <summary>The write of the store at which the process ends, counted from 1 anew in each process; 0 for never.</summary>
    public int CrashAt { get; init; }

    /// <summary>Whether that write is done.</summary>
    public bool CrashAfterWrite { get; init; }

    /// <summary>How many processes end.</summary>
    public int Crashes { get; init; }

    /// <summary>Whether every call is made by a process of its own.</summary>
    public bool Restarts { get; init; }

    /// <summary>How many open questions are answered in one call; 0 for all of them.</summary>
    public int AnswersAtOnce { get; init; }

    /// <summary>Answers the last question first.</summary>
    public bool LastQuestionFirst { get; init; }

    /// <summary>Goes back, after each input, to the checkpoint with this number from the newest, and on from there; negative for never.</summary>
    public int ReplayFrom { get; init; } = -1;

    /// <summary>Edits as the next node, where an edit can stand for it, instead of running it.</summary>
    public bool EditsNodes { get; init; }

    /// <summary>Goes on with a copy of the thread after each input.</summary>
    public bool Copies { get; init; }

    /// <summary>Removes all checkpoints but the newest after each input.</summary>
    public bool Prunes { get; init; }

    /// <summary>Replays the history after each input; <see langword="null"/> for never.</summary>
    public ReplayMode? ReplaysHistory { get; init; }

    /// <summary>Counts how often what was written once is stored.</summary>
    public bool CountsCopies { get; init; }

    /// <summary>Takes the states from what the events of the runs show.</summary>
    public bool AddsEvents { get; init; }

    /// <summary>Whether every execution counts: nothing is repeated on purpose, and no superstep is lost that had ended.</summary>
    public bool CountsExecutions => ReplayFrom < 0 && Durability == DurabilityMode.Sync && ReplaysHistory != ReplayMode.Verify;

    /// <summary>The ways in which a law is looked at, with choices of its own.</summary>
    public static IEnumerable<WayToRun> Of(GraphLaw law, SeededRandom random) => law switch
    {
        GraphLaw.Stepping =>
        [
            new(), new() { StopBefore = true }, new() { StopAfter = true },
            new() { StopBefore = true, StopAfter = true, Restarts = true, Durability = random.Pick(Enum.GetValues<DurabilityMode>()) },
        ],
        GraphLaw.Crash => Enumerable.Range(0, 3).Select(_ => new WayToRun
        {
            CrashAt = 1 + random.Below(9),
            CrashAfterWrite = random.Chance(50),
            Crashes = 1 + random.Below(3),
            StopBefore = random.Chance(30),
            Durability = random.Pick(Enum.GetValues<DurabilityMode>()),
        }).ToList(),
        GraphLaw.Answers => [new() { AnswersAtOnce = 1 }, new() { AnswersAtOnce = 1 + random.Below(2), LastQuestionFirst = true, Restarts = true }],
        GraphLaw.Durability => [new() { Durability = DurabilityMode.Async }, new() { Durability = DurabilityMode.Exit }],
        GraphLaw.Replay => [new() { ReplayFrom = random.Below(4) }, new() { ReplayFrom = random.Below(12), StopBefore = random.Chance(50), AnswersAtOnce = random.Below(2) }],
        GraphLaw.Storage =>
        [
            new() { CountsCopies = true },
            new() { CountsCopies = true, StopBefore = random.Chance(50), StopAfter = random.Chance(50), AnswersAtOnce = 1, Durability = random.Pick(Enum.GetValues<DurabilityMode>()) },
        ],
        GraphLaw.History =>
        [
            new() { ReplaysHistory = ReplayMode.Recorded, AnswersAtOnce = 1, CrashAt = 1 + random.Below(9), Crashes = random.Below(2) },
            new() { ReplaysHistory = ReplayMode.Verify, StopBefore = random.Chance(50), AnswersAtOnce = random.Below(2), ReplayFrom = random.Below(6) - 1 },
        ],
        GraphLaw.Events =>
        [
            new() { AddsEvents = true, Durability = random.Pick(Enum.GetValues<DurabilityMode>()), AnswersAtOnce = 1 },
            new() { AddsEvents = true, StopBefore = true, EditsNodes = true, Restarts = random.Chance(30) },
            new() { AddsEvents = true, StopAfter = random.Chance(50), AnswersAtOnce = random.Below(2), CrashAt = 1 + random.Below(9), CrashAfterWrite = random.Chance(50), Crashes = 1 + random.Below(3) },
        ],
        GraphLaw.Edits => [new() { EditsNodes = true, StopBefore = true, Restarts = random.Chance(30) }],
        _ => [new() { Copies = true }, new() { Prunes = true, Copies = random.Chance(50) }],
    };

    /// <summary>Says what is different from a straight run.</summary>
    public override string ToString()
    {
        var parts = new (bool Said, string Text)[]
        {
            (StopBefore, "pausing before every node"), (StopAfter, "pausing after every node"),
            (Durability != DurabilityMode.Sync, $"durability {Durability}"),
            (CrashAt > 0, $"{Crashes} processes that end {(CrashAfterWrite ? "after" : "at")} write {CrashAt.ToString(CultureInfo.InvariantCulture)}"),
            (Restarts, "a new process for every call"),
            (AnswersAtOnce > 0, $"answering {AnswersAtOnce} at once{(LastQuestionFirst ? ", the last question first" : "")}"),
            (ReplayFrom >= 0, $"going back {ReplayFrom} checkpoints"), (EditsNodes, "editing as nodes"), (AddsEvents, "adding up the events"), (ReplaysHistory is not null, $"replaying the history in mode {ReplaysHistory}"), (Copies, "on a copy"), (Prunes, "pruned"),
        };
        var said = string.Join(", ", parts.Where(static part => part.Said).Select(static part => part.Text));
        return said.Length == 0 ? "run straight" : said;
    }
}
