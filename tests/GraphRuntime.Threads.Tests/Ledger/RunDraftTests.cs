using System.Reflection;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Threads.Tests;

public sealed class RunDraftTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is read from a draft, by the member that reads it.</summary>
    private static readonly Dictionary<string, Func<RunDraft, StoredRun, object?>> Members = new(StringComparer.Ordinal)
    {
        ["Running"] = static (draft, _) => draft.Running,
        ["AnyOwed"] = static (draft, _) => draft.AnyOwed,
        ["Held"] = static (draft, _) => draft.Held,
        ["Due"] = static (draft, _) => draft.Due(Now),
        ["SteeredInto"] = static (draft, run) => draft.SteeredInto(run.SteersRunId ?? ""),
        ["Find"] = static (draft, run) => draft.Find(run.RunId),
        ["FirstQueued"] = static (draft, _) => draft.FirstQueued(),
        ["FirstDelayed"] = static (draft, _) => draft.FirstDelayed(),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (member, kind) in Members.Keys.SelectMany(static member => Kinds.Select(kind => (member, kind))))
            {
                cases.Add(member, kind);
            }

            return cases;
        }
    }

    private static IEnumerable<string> Kinds => ["running", "queued", "delayed", "held", "steered", "owed"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_run_that_the_transition_erased_or_changed_is_in_no_member_as_it_was_stored(string member, string kind)
    {
        var run = Stored(kind);
        Holds(Members[member](new RunDraft(new OneRun(run)), run), run).Should().Be(IsIn(member, kind), "before the transition");

        var erased = new RunDraft(new OneRun(run));
        erased.Erase(run);
        Holds(Members[member](erased, run), run).Should().BeFalse("it was erased");

        var changed = new RunDraft(new OneRun(run));
        var ended = run with { Status = RunStatus.Success, Delayed = false, Held = false, InputOwed = false };
        changed.Save(ended);
        Holds(Members[member](changed, run), run).Should().BeFalse("it is another one now");
        Holds(Members[member](changed, run), ended).Should().Be(member == "Find");
    }

    [Fact]
    public void Every_member_that_reads_runs_is_tested()
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var readers = typeof(RunDraft).GetProperties(Own).Select(static property => property.Name)
            .Concat(typeof(RunDraft).GetMethods(Own).Where(static method => !method.IsSpecialName && method.ReturnType != typeof(void)).Select(static method => method.Name));

        readers.Except(["Changed", "Erased"]).Should().BeEquivalentTo(Members.Keys, "all but what says what the transition did");
    }

    private static bool IsIn(string member, string kind) => member switch
    {
        "Running" => kind == "running",
        "AnyOwed" => kind == "owed",
        "Held" => kind == "held",
        "Due" or "FirstDelayed" => kind is "delayed" or "held",
        "SteeredInto" => kind == "steered",
        "FirstQueued" => kind is "queued" or "steered",
        _ => true,
    };

    private static bool Holds(object? read, StoredRun run) => read switch
    {
        bool any => any,
        IReadOnlyList<StoredRun> runs => runs.Contains(run),
        _ => Equals(read, run),
    };

    private static StoredRun Stored(string kind) => new()
    {
        RunId = "run",
        ThreadId = "thread",
        GraphName = "graph",
        Sequence = 1,
        Status = kind switch
        {
            "running" => RunStatus.Running,
            "owed" => RunStatus.Interrupted,
            _ => RunStatus.Pending,
        },
        NotBefore = Now,
        CreatedAt = Now - TimeSpan.FromMinutes(1),
        MaxAttempts = 3,
        Delayed = kind is "delayed" or "held",
        Held = kind == "held",
        InputOwed = kind == "owed",
        SteersRunId = kind == "steered" ? "other" : null,
    };

    private sealed class OneRun(StoredRun run) : ILedgerRuns
    {
        public StoredRun? Running => run.Status == RunStatus.Running ? run : null;

        public IEnumerable<StoredRun> Queued => run is { Status: RunStatus.Pending, Delayed: false } ? [run] : [];

        public IEnumerable<StoredRun> Delayed => run is { Status: RunStatus.Pending, Delayed: true } ? [run] : [];

        public IEnumerable<StoredRun> Held => run.Held ? [run] : [];

        public IEnumerable<string> OwedRunIds => run.InputOwed ? [run.RunId] : [];

        public IEnumerable<StoredRun> SteeredInto(string runId) => run.SteersRunId == runId ? [run] : [];

        public StoredRun? Find(string runId) => runId == run.RunId ? run : null;
    }
}
