using GraphRuntime.Effects;

namespace GraphRuntime;

/// <summary>What was found out about an effect whose outcome was not recorded.</summary>
/// <typeparam name="T">The result of the effect.</typeparam>
public sealed class EffectFinding<T>
{
    private EffectFinding(EffectState state, T? value)
    {
        State = state;
        Value = value;
    }

    /// <summary>It did not happen; it is done now.</summary>
    public static EffectFinding<T> DidNotHappen { get; } = new(EffectState.None, default);

    /// <summary>That could not be found out; the node fails with <see cref="EffectUnknownException"/>.</summary>
    public static EffectFinding<T> Unknown { get; } = new(EffectState.Unknown, default);

    internal EffectState State { get; }

    internal T? Value { get; }

    /// <summary>Reads the result of an effect that happened.</summary>
    /// <param name="value">The result.</param>
    /// <returns>False where it did not happen or is not known.</returns>
    public bool TryGetValue([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        value = Value;
        return State == EffectState.Done;
    }

    /// <summary>It happened.</summary>
    /// <param name="value">Its result.</param>
    /// <returns>The finding.</returns>
    public static EffectFinding<T> Happened(T value) => new(EffectState.Done, value);
}
