using System.Diagnostics;

namespace GraphRuntime.Diagnostics;

/// <summary>A span of a trace, or nothing without a listener. Exceptions of listeners do not reach the code that writes the span.</summary>
internal readonly struct Span : IDisposable
{
    private readonly Activity? _activity;

    private Span(Activity? activity) => _activity = activity;

    public bool IsRecorded => _activity is not null;

    /// <summary>What a span below this one names as its parent.</summary>
    public ActivityContext Context => _activity?.Context ?? default;

    /// <summary>The W3C trace id, for spans that continue this one; <see langword="null"/> without a listener.</summary>
    public string? Id => _activity?.Id;

    /// <summary>Begins a span below the current one, or below one of another process or time.</summary>
    public static Span Begin(string name, ActivityContext parent = default, DateTimeOffset startTime = default)
    {
        if (!Telemetry.Source.HasListeners())
        {
            return default;
        }

        var current = Activity.Current;
        try
        {
            return new Span(Telemetry.Source.StartActivity(name, ActivityKind.Internal, parent, tags: null, links: null, startTime));
        }
        catch (Exception)
        {
            Activity.Current = current;
            return default;
        }
    }

    public Span Set(string name, object? value)
    {
        _activity?.SetTag(name, value);
        return this;
    }

    /// <summary>Marks the span as failed. The message of the exception may quote an input, so only its type is shown.</summary>
    public void Fail(Exception exception) => _activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);

    public void Dispose()
    {
        try
        {
            _activity?.Dispose();
        }
        catch (Exception)
        {
            // A listener failed before the span above became the current one again.
            Activity.Current = _activity!.Parent;
        }
    }
}
