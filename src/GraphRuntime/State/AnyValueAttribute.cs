namespace GraphRuntime;

/// <summary>
/// Makes a property an any-value channel: of several writers in one superstep the last in task order wins, and the value is forgotten after a
/// superstep that does not write it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnyValueAttribute : Attribute;
