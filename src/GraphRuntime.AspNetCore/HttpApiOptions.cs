namespace GraphRuntime.AspNetCore;

/// <summary>What the HTTP endpoints allow and how they answer. Given to <c>AddHttpApi</c>.</summary>
public sealed class HttpApiOptions
{
    /// <summary>How often an open event stream sends a comment, so that proxies and clients know that it lives.</summary>
    /// <value>The default is 10 seconds. It must be at least 1 second.</value>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest body of a request, in bytes. A larger one is answered with 413.</summary>
    /// <value>The default is 4 MiB.</value>
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest <c>limit</c> of a list or search. A larger one is answered with 422.</summary>
    /// <value>The default is 1000.</value>
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>How many event streams and sockets one process keeps open. A further one is answered with 503.</summary>
    /// <value>The default is 20,000.</value>
    public int MaxOpenStreams { get; set; } = 20_000;

    /// <summary>How many event streams and sockets one caller keeps open at a process, where callers have names (<see cref="Owner"/>). A further one is answered with 503.</summary>
    /// <value>The default is 500.</value>
    public int MaxOpenStreamsPerOwner { get; set; } = 500;

    /// <summary>
    /// Whether the REST endpoints take UUIDs only as ids of threads, as LangGraph's server does: any other id of a thread that does not exist is answered with 422. Threads
    /// that exist are found by any id.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool RequireUuidThreadIds { get; set; } = true;

    /// <summary>The status of a run that is refused because others are in flight.</summary>
    /// <value>The default is 409, which the documentation of the clients names; LangGraph's JavaScript server sends 422.</value>
    public int ConflictStatus { get; set; } = 409;

    /// <summary>Whether run streams end with an <c>end</c> event that has the status of the run.</summary>
    /// <value>
    /// The default is <see langword="false"/>: clients hand this event to the application, and applications that count events do not expect it. Clients find out how the run
    /// ended by reading it.
    /// </value>
    public bool SendEndEvent { get; set; }

    /// <summary>
    /// Names the caller of a request. Where it is set, a caller sees and changes only its own threads, runs, assistants, schedules and store items; those of others are not found.
    /// A caller without a name (<see langword="null"/>) is refused with 401.
    /// </summary>
    /// <value>The default is <see langword="null"/>: all callers share everything. <see cref="HttpApiAccess.ByUserName"/> takes the name of the authenticated user.</value>
    public Func<HttpContext, string?>? Owner { get; set; }

    /// <summary>
    /// Values of the caller that nodes see in their run context, for example claims. The body of a request cannot replace them. The name of the owner is always among them, as <c>user_id</c>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nothing but the name of the owner.</value>
    public Func<HttpContext, IReadOnlyDictionary<string, object?>>? Identity { get; set; }

    /// <summary>
    /// The headers of requests that nodes see in their run context, by their names in lower case; a star at the end stands for any rest, as in <c>x-*</c>. Headers that carry
    /// secrets are never copied: <c>authorization</c>, <c>cookie</c>, <c>x-api-key</c>, <c>x-tenant-id</c> and <c>x-service-key</c>.
    /// </summary>
    /// <value>The default is empty: no header is copied. LangGraph's servers copy <c>user-agent</c> and <c>x-*</c>.</value>
    public ISet<string> ContextHeaders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where notifications of ended runs may go, and how they are signed.</summary>
    public WebhookOptions Webhooks { get; } = new();
}
