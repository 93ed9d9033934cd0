using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Encoded;

/// <summary>Says which parts of the records of a run store are content. Everything else stays readable, as stores and operators work with it.</summary>
internal sealed class RunContent(ContentCodec codec)
{
    public NewRun Encode(NewRun run) => run with { Input = codec.Encode(run.Input), Config = codec.Encode(run.Config) };

    public RunSettlement Encode(RunSettlement settlement) => settlement with
    {
        Output = codec.Encode(settlement.Output),
        Error = codec.EncodeText(settlement.Error),
        Interrupts = codec.Encode(settlement.Interrupts),
    };

    public AdmissionDecision Encode(AdmissionDecision decision) => Change(decision, codec.Encode);

    public RunEvent[] Encode(IReadOnlyList<RunEvent> events) => [.. events.Select(one => one with { Data = codec.Encode(one.Data) })];

    public StoredRun Decode(StoredRun run)
    {
        var what = $"run '{run.RunId}' of thread '{run.ThreadId}'";
        return run with
        {
            Input = codec.Decode(run.Input, what),
            Config = codec.Decode(run.Config, what),
            Output = codec.Decode(run.Output, what),
            Error = codec.DecodeText(run.Error, what),
            Interrupts = codec.Decode(run.Interrupts, what),
        };
    }

    public RemovedRun Decode(RemovedRun run) => run with { Input = codec.Decode(run.Input, $"the record of removed run '{run.RunId}' of thread '{run.ThreadId}'") };

    public IReadOnlyList<StoredRun> Decode(IReadOnlyList<StoredRun> runs) => [.. runs.Select(Decode)];

    public StoredThread Decode(StoredThread thread) => thread with { Context = codec.Decode(thread.Context, $"the context of thread '{thread.ThreadId}'") };

    public ThreadSnapshot Decode(ThreadSnapshot snapshot) => snapshot with
    {
        Thread = Decode(snapshot.Thread),
        Runs = [.. snapshot.Runs.Select(run => run with { Input = codec.Decode(run.Input, $"the input of run '{run.RunId}' of thread '{snapshot.Thread.ThreadId}'") })],
    };

    public ClaimedRun Decode(ClaimedRun claimed) => claimed with { Run = Decode(claimed.Run), Owed = Decode(claimed.Owed) };

    public AdmissionResult Decode(AdmissionResult result) => result with
    {
        Run = result.Run is { } run ? Decode(run) : null,
        Decision = result.Decision is { } decision ? Change(decision, bytes => codec.Decode(bytes, "an admission")) : null,
        Snapshot = result.Snapshot is { } snapshot ? Decode(snapshot) : null,
        Claimed = result.Claimed is { } claimed ? Decode(claimed) : null,
    };

    public RunEventPage Decode(RunEventPage page, string runId) => page with
    {
        Events = [.. page.Events.Select(one => one with { Data = codec.Decode(one.Data, Event(runId)) })],
    };

    public StoredThreadEventPage Decode(StoredThreadEventPage page) => page with
    {
        Events =
        [
            .. page.Events.Select(one => one with
            {
                Event = one.Event is { } stored ? stored with { Data = codec.Decode(stored.Data, Event(one.RunId)) } : null,
                Fact = one.Fact is { } fact ? fact with { Data = codec.Decode(fact.Data, Event(one.RunId)), Text = codec.DecodeText(fact.Text, Event(one.RunId)) } : null,
            }),
        ],
    };

    private static string Event(string runId) => $"an event of run '{runId}'";

    private static AdmissionDecision Change(AdmissionDecision decision, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change)
    {
        return decision with
        {
            Input = Apply(decision.Input),
            Config = Apply(decision.Config),
            ThreadContext = Apply(decision.ThreadContext),
            Facts = [.. decision.Facts.Select(fact => fact with { Data = change(fact.Data) })],
        };

        // Null means that nothing is said, which is something else than an empty piece.
        ReadOnlyMemory<byte>? Apply(ReadOnlyMemory<byte>? bytes) => bytes.HasValue ? change(bytes.Value) : default(ReadOnlyMemory<byte>?);
    }
}
