using System.Diagnostics;

namespace GraphRuntime.Diagnostics;

/// <summary>A span of a trace, or nothing where nobody listens. Its listeners cannot fail whoever writes it.</summary>
internal readonly struct Span : IDisposable
{
    private readonly Activity? _activity;

    private Span(Activity? activity) => _activity = activity;

    public bool IsRecorded => _activity is not null;

    /// <summary>The id that a later span names as its parent, in the form of the W3C; <see langword="null"/> where nobody listens.</summary>
    public string? Id => _activity?.Id;

    /// <summary>Begins a span below the current one, or below one of another process or time.</summary>
    public static Span Begin(string name, ActivityKind kind = ActivityKind.Internal, ActivityContext parent = default)
    {
        if (!Telemetry.Source.HasListeners())
        {
            return default;
        }

        var current = Activity.Current;
        try
        {
            return new Span(Telemetry.Source.StartActivity(name, kind, parent));
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
