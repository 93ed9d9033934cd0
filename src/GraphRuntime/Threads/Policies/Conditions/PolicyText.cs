using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>A text of the snapshot that conditions look into.</summary>
[SuppressMessage("Usage", "CA2231", Justification = "The operators make conditions; they do not compare texts.")]
public sealed class PolicyText
{
    private readonly string _name;
    private readonly Func<PolicyContext, string?> _read;

    internal PolicyText(string name, Func<PolicyContext, string?> read)
    {
        _name = name;
        _read = read;
    }

    /// <summary>It is this text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator ==(PolicyText text, string value) => text.Is(value);

    /// <summary>It is another text, or there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator !=(PolicyText text, string value) => !text.Is(value);

    /// <summary>It contains at least one of the words, compared character by character.</summary>
    /// <param name="words">The words; at least one, none of them empty.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">There is no word, or an empty one.</exception>
    public PolicyCondition ContainsAny(params IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count == 0 || words.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("Give at least one word, and no empty one: every text contains that.", nameof(words));
        }

        return words.Select(Contains).Aggregate(static (left, right) => left | right);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _name;

    private PolicyCondition Contains(string word) =>
        new TestCondition($"{_name} contains '{word}'", context => _read(context)?.Contains(word, StringComparison.Ordinal) == true);

    private TestCondition Is(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new TestCondition($"{_name} = '{value}'", context => string.Equals(_read(context), value, StringComparison.Ordinal)) { Group = _name };
    }
}
