namespace GraphRuntime.AI;

/// <summary>
/// What a second message does to an agent that is still at work. Each says what happens while the model answers, while a tool runs, and while a call waits
/// for approval. They are ordinary <see cref="RunOptions"/>: change what is different with <c>with</c>.
/// </summary>
public static class ChatPresets
{
    private const StreamModes Streamed = StreamModes.Messages | StreamModes.Updates;

    /// <summary>The message waits until the one before is answered; while a call waits for approval, until that is decided.</summary>
    public static RunOptions Queue { get; } = new()
    {
        MultitaskStrategy = MultitaskStrategy.Enqueue,
        WhenPaused = PausedThreadRule.Enqueue,
        StreamModes = Streamed,
    };

    /// <summary>
    /// The message is answered at once, and the model sees the one before. What the model was saying is dropped; calls that have finished keep their
    /// results; a call that was running, or waiting for approval, gets the result that it was not done.
    /// </summary>
    public static RunOptions Interrupt { get; } = new()
    {
        MultitaskStrategy = MultitaskStrategy.Interrupt,
        WhenPaused = PausedThreadRule.Discard,
        StreamModes = Streamed,
    };

    /// <summary>
    /// As <see cref="Interrupt"/>, but calls of tools that are a <see cref="DurableAIFunction"/> with <see cref="DurableAIFunction.NoInterrupt"/> finish
    /// first: the message takes effect between the tool and the next request to the model.
    /// </summary>
    public static RunOptions InterruptBetweenTools { get; } = Interrupt with { WhenGuarded = GuardedStrategy.Wait };

    /// <summary>
    /// The message joins the run in flight: calls that have begun finish, and the next request to the model has their results and the message. An answer that is being
    /// written is finished, and answered again with the message. While a call waits for approval, the message waits until that is decided.
    /// </summary>
    public static RunOptions Steer { get; } = Queue with { MultitaskStrategy = MultitaskStrategy.Steer };

    /// <summary>
    /// The message goes first, and the work that was under way goes on after it. The answer that the model was writing is begun again, and so is a call that was running;
    /// meanwhile the conversation says that it was not done. While a call waits for approval, the message waits until that is decided.
    /// </summary>
    public static RunOptions Preempt { get; } = Queue with { MultitaskStrategy = MultitaskStrategy.Preempt };

    /// <summary>The message takes the place of the one before, of which nothing is left in the conversation. What its tools did outside stays done.</summary>
    public static RunOptions Replace { get; } = new()
    {
        MultitaskStrategy = MultitaskStrategy.Rollback,
        WhenPaused = PausedThreadRule.Discard,
        StreamModes = Streamed,
    };

    /// <summary>The message is refused until the one before is answered and all approvals are decided.</summary>
    public static RunOptions Refuse { get; } = new()
    {
        MultitaskStrategy = MultitaskStrategy.Reject,
        WhenPaused = PausedThreadRule.Reject,
        StreamModes = Streamed,
    };
}
