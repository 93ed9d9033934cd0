namespace GraphRuntime;

/// <summary>What writing an element to a list with rules does.</summary>
public enum ListWrite
{
    /// <summary>The element takes the place of the one with the same key, or is added at the end.</summary>
    Put,

    /// <summary>The element with the same key is removed. Where there is none, nothing happens.</summary>
    Remove,

    /// <summary>All elements before this one are removed.</summary>
    RemoveAll,
}
