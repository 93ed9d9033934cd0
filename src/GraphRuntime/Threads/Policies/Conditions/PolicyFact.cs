using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>A value of the snapshot. Comparing it with a constant gives a condition.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[SuppressMessage("Usage", "CA2231", Justification = "The operators make conditions; they do not compare facts.")]
public sealed class PolicyFact<T>
    where T : struct
{
    private readonly PolicyNumber _number;
    private readonly Func<T, long> _toNumber;

    internal PolicyFact(PolicyNumber number, Func<T, long> toNumber)
    {
        _number = number;
        _toNumber = toNumber;
    }

    /// <summary>It has this value.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator ==(PolicyFact<T> fact, T value) => fact.Compare(Comparison.Equal, value, "=");

    /// <summary>It has another value.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator !=(PolicyFact<T> fact, T value) => fact.Compare(Comparison.NotEqual, value, "<>");

    /// <summary>It is less.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator <(PolicyFact<T> fact, T value) => fact.Compare(Comparison.Less, value, "<");

    /// <summary>It is greater.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator >(PolicyFact<T> fact, T value) => fact.Compare(Comparison.Greater, value, ">");

    /// <summary>It is not greater.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator <=(PolicyFact<T> fact, T value) => fact.Compare(Comparison.LessOrEqual, value, "<=");

    /// <summary>It is not less.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator >=(PolicyFact<T> fact, T value) => fact.Compare(Comparison.GreaterOrEqual, value, ">=");

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _number.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _number.Name;

    private NumberCondition Compare(Comparison comparison, T value, string sign) => new(_number, comparison, _toNumber(value), $"{_number.Name} {sign} {value}");
}
