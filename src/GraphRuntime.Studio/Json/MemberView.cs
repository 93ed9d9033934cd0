namespace GraphRuntime.Studio;

/// <summary>A member of an object.</summary>
/// <param name="Name">The name; a very long one is cut.</param>
/// <param name="Value">The value.</param>
/// <param name="NameLength">The length of a name that was cut.</param>
internal sealed record MemberView(string Name, ValueView Value, int? NameLength = null);
