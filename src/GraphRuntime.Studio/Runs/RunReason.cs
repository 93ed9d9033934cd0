namespace GraphRuntime.Studio;

/// <summary>Why a run is where it is, in one sentence.</summary>
internal static class RunReason
{
    public static string Of(RunView run) => run.Status switch
    {
        "pending" => Pending(run),
        "running" => run.Attempt > 1 ? $"It runs for the {Ordinal(run.Attempt)} time, because an earlier attempt lost its owner or was given back." : Started(run),
        "success" => "It ran to the end.",
        "error" when run.Reason == "poisoned" => "It failed: it lost its owner too many times.",
        "error" => "It failed; the error says why.",
        "timeout" => "It took longer than its time-out.",
        "rolled_back" => run.DisplacedBy is { } by ? $"It was rolled back, because run {by} arrived with the strategy rollback; its effect on the state is gone." : "It was rolled back; its effect on the state is gone.",
        "deleted" => "Its record was deleted; its effect on the state stays.",
        "interrupted" => Interrupted(run),
        _ => "",
    };

    private static string Pending(RunView run) => run.Reason switch
    {
        "host_stopping" => "It waits for another attempt, because the process that had it was stopping.",
        "lease_lost" => "It waits for another attempt, because the process that had it did not renew its lease.",
        _ when run.WaitedFor.Count > 0 => $"It waits in the queue: it was admitted with the strategy {run.Strategy} while {Count(run.WaitedFor.Count)} of the thread {(run.WaitedFor.Count == 1 ? "was" : "were")} in flight.",
        _ => "It waits for a worker.",
    };

    private static string Started(RunView run) => run.WaitedFor.Count == 0 ? "It started at once: no other run of the thread was in flight." : $"It started after {Count(run.WaitedFor.Count)} of the thread ended or stopped.";

    private static string Interrupted(RunView run) => run.Reason switch
    {
        "paused" => "It paused at a breakpoint.",
        "awaiting_answer" => "It asked a question and waits for the answer.",
        "node_paused" => "A node paused it on a condition.",
        "displaced" => run.DisplacedBy is { } by ? $"Run {by} displaced it; what it had done stays." : "Another run displaced it; what it had done stays.",
        "cancelled" when run.StartedAt is null => "It was cancelled before it started; its input was dropped.",
        "cancelled" => "It was cancelled; what it had done stays.",
        _ => "It stopped before its end.",
    };

    private static string Count(int runs) => runs == 1 ? "one run" : $"{runs} runs";

    private static string Ordinal(int number) => number switch { 2 => "second", 3 => "third", _ => $"{number}th" };
}
