using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>
/// What a policy decides on: the thread as it is inside the admission transaction, the input, and what the caller said about it. It never changes.
/// </summary>
public sealed class PolicyContext : IPolicyValues
{
    private readonly ThreadSnapshot _thread;
    private readonly PolicySubject _subject;
    private string? _text;

    internal PolicyContext(ThreadSnapshot thread, PolicySubject subject)
    {
        _thread = thread;
        _subject = subject;
        Oldest = thread.Runs.FirstOrDefault(static run => run.Status == RunStatus.Running) ?? thread.Runs.MinBy(static run => run.Sequence);
    }

    /// <summary>The thread.</summary>
    public string ThreadId => _thread.Thread.ThreadId;

    /// <summary>The graph of the new run.</summary>
    public string GraphName => _subject.GraphName;

    /// <summary>The moment, by the clock of the store.</summary>
    public DateTimeOffset Now => _thread.Now;

    /// <summary>The epoch of the thread; it grows whenever the ownership of the thread changes.</summary>
    public long Epoch => _thread.Epoch;

    /// <summary>The runs in flight: the running one, then the queue, then the delayed ones.</summary>
    public IReadOnlyList<RunInFlight> Runs => _thread.Runs;

    /// <summary>How many runs are in flight.</summary>
    public int ActiveCount => _thread.Runs.Count;

    /// <summary>How many of them have not started.</summary>
    public int PendingCount => _thread.Runs.Count(static run => run.Status == RunStatus.Pending);

    /// <summary>The running run, else the one that has waited for longest, else <see langword="null"/>.</summary>
    public RunInFlight? Oldest { get; }

    /// <summary>How long that run has been running; zero if it has not started.</summary>
    public TimeSpan RunningFor => Since(Oldest?.StartedAt);

    /// <summary>How long ago that run was created; the time in the queue counts.</summary>
    public TimeSpan Age => Since(Oldest?.CreatedAt);

    /// <summary>True while a run in flight does not allow to be interrupted or rolled back.</summary>
    public bool IsGuarded => _thread.Runs.Any(static run => run.Guards != RunGuards.None);

    /// <summary>What the thread waits for, or <see langword="null"/>.</summary>
    public ThreadPause? Pause => _thread.Runs.Count == 0 ? _thread.Thread.Rest.Pause : null;

    /// <summary>What the caller said about the new run and the one in flight.</summary>
    public RunHints Hints => _subject.Hints;

    /// <summary>The values that belong to the new run (<see cref="RunConfig.Context"/>), inherited ones included.</summary>
    public RunValues Run => _subject.Values;

    /// <summary>Every text in the input, one a line; empty where there is none.</summary>
    public string InputText => _text ??= PolicyInputText.Of(_subject.Input);

    /// <summary>The input, as its graph reads it: the state with nothing but this input in it. <see langword="null"/> for answers and resumes.</summary>
    internal object? Input => _subject.Value;

    long IPolicyValues.Number(PolicyNumber number) => number.Read(this);

    bool IPolicyValues.Test(TestCondition test) => test.Run(this);

    private TimeSpan Since(DateTimeOffset? moment) => moment is { } start && Now > start ? Now - start : TimeSpan.Zero;
}
