namespace GraphRuntime;

/// <summary>An input, the values of a run or metadata are larger than <see cref="CoordinatorOptions"/> allow. Nothing of the call was stored.</summary>
public sealed class LimitExceededException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="what">What is too large, as the beginning of a sentence.</param>
    /// <param name="limit">The name of the option.</param>
    /// <param name="actual">How large it is, in the unit of the option.</param>
    /// <param name="maximum">How large it may be.</param>
    public LimitExceededException(string threadId, string what, string limit, long actual, long maximum)
        : base($"Thread '{threadId}': {what} has a size of {actual}, and CoordinatorOptions.{limit} allows {maximum}. Keep large content elsewhere and give what finds it, or raise the limit.")
    {
        ThreadId = threadId;
        Limit = limit;
        Actual = actual;
        Maximum = maximum;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The name of the option of <see cref="CoordinatorOptions"/>.</summary>
    public string Limit { get; }

    /// <summary>How large it was, in the unit of the option: bytes or entries.</summary>
    public long Actual { get; }

    /// <summary>How large it may be, in the unit of the option.</summary>
    public long Maximum { get; }

    /// <summary>The corresponding HTTP status: 413, content too large.</summary>
    public int StatusCode { get; } = 413;
}
