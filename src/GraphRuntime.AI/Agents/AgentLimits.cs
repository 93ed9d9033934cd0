using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>How much an agent may do before it answers a message of the user. What is counted is in the stored messages, so a crash does not reset it.</summary>
public sealed record AgentLimits
{
    /// <summary>How often the model is asked; <see langword="null"/> for no limit.</summary>
    public int? ModelCalls { get; init; }

    /// <summary>How many tools are called; <see langword="null"/> for no limit.</summary>
    public int? ToolCalls { get; init; }

    /// <summary>How many tokens are used, input and output together; <see langword="null"/> for no limit.</summary>
    public long? Tokens { get; init; }

    /// <summary>What may be spent, in the unit of <see cref="Price"/>; <see langword="null"/> for no limit.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Says what tokens cost; needed with <see cref="Cost"/>.</summary>
    public Func<UsageDetails, decimal>? Price { get; init; }

    /// <summary>
    /// Makes the answer that ends the turn when a limit is reached; <see langword="null"/> for a sentence that names the limit. Throw
    /// <see cref="AgentLimitException"/> in it to end the run with an error instead.
    /// </summary>
    public Func<AgentLimitException, string>? Answer { get; init; }
}
