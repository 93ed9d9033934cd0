namespace GraphRuntime.Testing.Simulations;

/// <summary>What has to hold at the end of a conversation with urgent messages (I17), and of the inputs that were steered in it (I16).</summary>
/// <param name="runs">All that was sent.</param>
/// <param name="urgency">The place of a run in the queue: the more urgent ones go first.</param>
/// <param name="messages">The state of the thread.</param>
internal sealed class PreemptionRules(IReadOnlyList<SimulatedRun> runs, Func<SimulatedRun, int> urgency, IReadOnlyList<string> messages)
{
    private static readonly string[] Steps = ["think", "read", "note", "ask", "act", "answer"];

    public IEnumerable<string> Check() => [.. runs.SelectMany(CheckInput), .. runs.SelectMany(CheckEnd), .. CheckSteps(), .. CheckOrder()];

    /// <summary>
    /// Each input whose run has a record is in the state once, whether it went first, was taken, waited or was displaced. An input without a record is not there, and one
    /// that was cancelled before its turn need not be.
    /// </summary>
    private IEnumerable<string> CheckInput(SimulatedRun run)
    {
        var times = messages.Count(message => message == Text(run));
        var least = IsAnswer(run) || run.Info is null || MayHaveStoredNothing(run) ? 0 : 1;
        var most = IsAnswer(run) || run.Info is null ? 0 : 1;
        if (times < least || times > most)
        {
            yield return $"I16 the input of {Describe(run)} is there {times} times: {State}";
        }
    }

    /// <summary>A run goes on until its end, however often others went first: it is answered, or there is somebody that ended it.</summary>
    private IEnumerable<string> CheckEnd(SimulatedRun run)
    {
        var isNamed = run.Info switch
        {
            { Status: RunStatus.Interrupted, Reason: RunStatusReason.Displaced } => runs.Any(static other => other.Message.Options.MultitaskStrategy is MultitaskStrategy.Interrupt or MultitaskStrategy.Rollback),
            { Status: RunStatus.Interrupted, Reason: RunStatusReason.Cancelled } => run.IsCancelled,
            { Status: RunStatus.Interrupted } info => info.Reason == RunStatusReason.AwaitingAnswer,
            _ => true,
        };
        if (!isNamed)
        {
            yield return $"I17 nothing ended {Describe(run)}";
        }

        if (IsDone(run) && !IsAnswer(run) && messages.Count(message => message == $"answer({Text(Taken(run).LastOrDefault() ?? run)})") != 1)
        {
            yield return $"I17 {Describe(run)} has ended without its answer: {State}";
        }

        if (IsDone(run) && !IsAnswer(run) && Taken(run).Count == 0 && Steps.FirstOrDefault(step => !messages.Contains($"{step}({Text(run)})")) is { } step)
        {
            yield return $"I17 {Describe(run)} has ended without {step}: {State}";
        }
    }

    /// <summary>A step that was finished is not done again when its run goes on.</summary>
    private IEnumerable<string> CheckSteps() =>
        from message in messages.GroupBy(static message => message)
        where message.Count() > 1
        select $"I17 {message.Key} is there {message.Count()} times: {State}";

    /// <summary>
    /// Inputs that a run has taken follow its own in the order of admission, and a run that is not urgent comes after every run before it in the queue. Where a question was
    /// asked, runs that are held until its answer may be overtaken by an input that drops it.
    /// </summary>
    private IEnumerable<string> CheckOrder()
    {
        var there = runs.Where(run => !IsAnswer(run) && messages.Contains(Text(run)) && IsDone(Owner(run)) && !IsAnswer(Owner(run))).OrderBy(static run => run.Info!.Sequence).ToList();
        var anyAsked = runs.Any(static run => run.Info?.Reason == RunStatusReason.AwaitingAnswer);
        return from before in there
               from after in there
               where before.Info!.Sequence < after.Info!.Sequence && (Owner(before) == Owner(after) || (!anyAsked && Owner(before) == before && Owner(after) == after && !IsUrgent(after)))
               where Place(before) > Place(after)
               select $"I17 {Describe(before)} was admitted before {Describe(after)}, and comes after it: {State}";
    }

    private string State => $"[{string.Join(", ", messages)}]";

    private static string Text(SimulatedRun run) => $"m{run.RunId[1..]}";

    private static string Describe(SimulatedRun run) => $"{run.RunId} ({run.Info?.Strategy} {run.Info?.Status} {run.Info?.Reason} {run.Info?.SteersRunId})";

    private static bool IsAnswer(SimulatedRun run) => run.Message.Options.MultitaskStrategy is null;

    private static bool IsUrgent(SimulatedRun run) => run.Info!.Strategy == MultitaskStrategy.Preempt;

    private static bool IsDone(SimulatedRun run) => run.Info is { Status: RunStatus.Success, Reason: RunStatusReason.None };

    /// <summary>Whether a run was executed after another one had ended, and stands behind it in the queue: then it has stored what the other one owed.</summary>
    private bool Follows(SimulatedRun run, SimulatedRun other) => IsDone(run) && run.Info!.Sequence > other.Info!.Sequence && urgency(run) <= urgency(other) && run.Info.FinishedAt >= other.Info.FinishedAt;

    private int Place(SimulatedRun run) => messages.ToList().IndexOf(Text(run));

    private List<SimulatedRun> Taken(SimulatedRun run) => [.. runs.Where(other => other != run && Owner(other) == run).OrderBy(static other => other.Info!.Sequence)];

    /// <summary>The run that applies the input of a run: the one that has taken it, or the run itself.</summary>
    private SimulatedRun Owner(SimulatedRun run) =>
        run.Info is { Reason: RunStatusReason.Steered, SteersRunId: { } taker } && runs.FirstOrDefault(other => other.RunId == taker && other.Info is not null) is { } owner ? owner : run;

    /// <summary>
    /// Whether the run was cancelled, or the store failed until no attempt was left: for the run itself, or for the run that has taken its input or displaced it. The next run
    /// of the thread that is executed stores what is owed; there may be none.
    /// </summary>
    private bool MayHaveStoredNothing(SimulatedRun run)
    {
        if (IsDone(run) || IsDone(Owner(run)))
        {
            return false;
        }

        return run.Info!.Status == RunStatus.Error || run.Info.Reason == RunStatusReason.Cancelled || !runs.Any(other => Follows(other, Owner(run)));
    }
}
