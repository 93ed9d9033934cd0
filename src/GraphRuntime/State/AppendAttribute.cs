namespace GraphRuntime;

/// <summary>
/// Makes a property of type <c>ImmutableArray&lt;T&gt;</c> or <c>IReadOnlyList&lt;T&gt;</c> an append channel: every write adds its elements at the end.
/// </summary>
/// <remarks>A checkpoint stores what was added, not the whole list. An <c>IReadOnlyList&lt;T&gt;</c> is a view without a copy.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AppendAttribute : Attribute;
