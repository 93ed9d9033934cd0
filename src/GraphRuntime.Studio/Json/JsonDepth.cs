namespace GraphRuntime.Studio;

/// <summary>How deep stored values may be nested. The library stores no deeper ones; the state around a value takes one more level.</summary>
internal static class JsonDepth
{
    public const int Most = 256;
}
