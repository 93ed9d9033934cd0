namespace GraphRuntime;

/// <summary>Makes a property a reducer channel: the writes of a superstep are folded into the value in task order.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReduceAttribute : Attribute
{
    /// <summary>Names the reducer.</summary>
    /// <param name="method">A static method of the state, <c>TValue Method(TValue current, TUpdate update)</c>. It must be pure.</param>
    public ReduceAttribute(string method) => Method = method;

    /// <summary>The name of the static method.</summary>
    public string Method { get; }
}
