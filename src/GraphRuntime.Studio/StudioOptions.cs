namespace GraphRuntime.Studio;

/// <summary>What the studio allows. Given to <c>MapGraphRuntimeStudio</c>.</summary>
public sealed class StudioOptions
{
    /// <summary>
    /// Whether computers other than this one may use the studio. The endpoints then need authorization (<c>RequireAuthorization</c>), and other computers are refused without it.
    /// </summary>
    /// <value>The default is <see langword="false"/>: requests must come from this computer, and must name it by a loopback address or <c>localhost</c>.</value>
    public bool AllowRemoteAccess { get; set; }

    /// <summary>Whether the studio only shows. Everything that would change something is answered with 403.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsReadOnly { get; set; }

    /// <summary>After how long without a request a debug session ends. Its breakpoints are forgotten; the thread stays as it is.</summary>
    /// <value>The default is 30 minutes. It must be at least 1 minute.</value>
    public TimeSpan SessionIdleTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many threads can be debugged at once in this process. A further session is answered with 429.</summary>
    /// <value>The default is 50, at least 1.</value>
    public int MaxSessions { get; set; } = 50;

    /// <summary>How many event streams this process keeps open for the studio. A further one is answered with 503.</summary>
    /// <value>The default is 100, at least 1.</value>
    public int MaxOpenStreams { get; set; } = 100;

    /// <summary>How often an open event stream sends a comment, so that browsers know that it lives.</summary>
    /// <value>The default is 10 seconds. It must be at least 1 second.</value>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest body of a request, in bytes. A larger one is answered with 413.</summary>
    /// <value>The default is 4 MiB, at least 1 KiB.</value>
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Values that belong to the runs which the studio creates (<see cref="RunConfig.Context"/>), such as a <c>user_id</c>. A run can replace them.</summary>
    /// <value>The default is empty.</value>
    public IDictionary<string, object?> RunContext { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>An input for each graph by its name, as JSON text: the page begins with it.</summary>
    /// <value>The default is empty: the page begins with the smallest input that fits the state.</value>
    public IDictionary<string, string> ExampleInputs { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SessionIdleTime, TimeSpan.FromMinutes(1), nameof(SessionIdleTime));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSessions, 1, nameof(MaxSessions));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOpenStreams, 1, nameof(MaxOpenStreams));
        ArgumentOutOfRangeException.ThrowIfLessThan(HeartbeatInterval, TimeSpan.FromSeconds(1), nameof(HeartbeatInterval));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequestBytes, 1024, nameof(MaxRequestBytes));
    }
}
