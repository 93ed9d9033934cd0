using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>Why a run has its <see cref="RunStatus"/>, where one status covers several causes. The values are stored; they never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatusReason>))]
public enum RunStatusReason
{
    /// <summary>The status says everything.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary><see cref="RunStatus.Interrupted"/>: paused at a static breakpoint.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused = 1,

    /// <summary><see cref="RunStatus.Interrupted"/>: a node asked a question and waits for the answer.</summary>
    [JsonStringEnumMemberName("awaiting_answer")]
    AwaitingAnswer = 2,

    /// <summary><see cref="RunStatus.Interrupted"/>: cancelled by a caller. The input of a run that had not started is dropped.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled = 3,

    /// <summary><see cref="RunStatus.Interrupted"/>: displaced by another run of the thread. Its input is kept.</summary>
    [JsonStringEnumMemberName("displaced")]
    Displaced = 4,

    /// <summary><see cref="RunStatus.Pending"/>: given back by a host that was stopping; another one goes on.</summary>
    [JsonStringEnumMemberName("host_stopping")]
    HostStopping = 5,

    /// <summary><see cref="RunStatus.Error"/>: it lost its owner too many times and is not tried again.</summary>
    [JsonStringEnumMemberName("poisoned")]
    Poisoned = 6,

    /// <summary><see cref="RunStatus.Pending"/>: its owner stopped renewing the lease; it is tried again.</summary>
    [JsonStringEnumMemberName("lease_lost")]
    LeaseLost = 7,

    /// <summary>
    /// <see cref="RunStatus.Interrupted"/>: a node paused on a condition (<see cref="NodeInterruptException"/>). It cannot be answered; it pauses again until the
    /// state does not lead to it any more.
    /// </summary>
    [JsonStringEnumMemberName("node_paused")]
    NodePaused = 8,

    /// <summary><see cref="RunStatus.Success"/>: another run has taken the input and goes on with it (<see cref="MultitaskStrategy.Steer"/>). The run did not run itself.</summary>
    [JsonStringEnumMemberName("steered")]
    Steered = 9,

    /// <summary><see cref="RunStatus.Pending"/>: stopped for a more urgent run (<see cref="MultitaskStrategy.Preempt"/>); it goes on when that run has ended.</summary>
    [JsonStringEnumMemberName("preempted")]
    Preempted = 10,

    /// <summary>
    /// <see cref="RunStatus.Interrupted"/>: the input was for a subgraph of another run (<see cref="RunOptions.SteersPath"/>), and is not part of the state: that run ended, and no
    /// call of the subgraph that it completed had taken the input.
    /// </summary>
    [JsonStringEnumMemberName("not_applied")]
    NotApplied = 11,
}
