using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Execution;

/// <summary>
/// The answers to the questions of one task. A question is known by its key, or by its number within the attempt and by what it showed: questions without a key that
/// are asked in another order, as by tools that run at once, still get the answers that were meant for them.
/// </summary>
internal sealed class TaskAnswers
{
    private readonly Dictionary<string, Entry> _byQuestion = new(StringComparer.Ordinal);

    /// <summary>True where an answer was given by this run.</summary>
    public bool HasNew { get; private set; }

    public IReadOnlyDictionary<string, Entry> All => _byQuestion;

    /// <summary>A short name of what a question shows.</summary>
    public static string Digest(JsonElement payload)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(payload, CoreJsonContext.Default.JsonElement)), hash);
        return Convert.ToHexStringLower(hash[..8]);
    }

    public void Restore(string question, string? digest, JsonElement value) => _byQuestion[question] = new Entry(digest, value);

    /// <summary>Takes an answer of this run; it replaces one that was given before.</summary>
    public void Take(string question, string? digest, JsonElement value)
    {
        _byQuestion[question] = new Entry(digest, value);
        HasNew = true;
    }

    public void Remove(string question) => _byQuestion.Remove(question);

    /// <summary>Finds the answer to a question without a key.</summary>
    /// <param name="prefix">What the names of the questions of this role begin with.</param>
    /// <param name="number">The number of the question within the attempt.</param>
    /// <param name="digest">What the question shows, or <see langword="null"/> where that does not matter.</param>
    /// <param name="used">The questions that got their answers in this attempt.</param>
    public string? Find(string prefix, int number, string? digest, HashSet<string> used)
    {
        var name = Name(prefix, number);
        if (!used.Contains(name) && _byQuestion.TryGetValue(name, out var entry) && Fits(entry, digest))
        {
            return name;
        }

        foreach (var (other, answer) in _byQuestion)
        {
            if (answer.Digest is not null && answer.Digest == digest && !used.Contains(other) && IsNumbered(other, prefix))
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>A name for a question that was not asked before.</summary>
    public string FreeName(string prefix, int number)
    {
        while (_byQuestion.ContainsKey(Name(prefix, number)))
        {
            number++;
        }

        return Name(prefix, number);
    }

    public static string Name(string prefix, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{number}");

    private static bool IsNumbered(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) && name.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool Fits(Entry entry, string? digest) => entry.Digest is null || digest is null || entry.Digest == digest;

    /// <summary>An answer, and what the question showed where that is known.</summary>
    internal readonly record struct Entry(string? Digest, JsonElement Value);
}
