namespace GraphRuntime.AspNetCore;

/// <summary>Which members of an entity a caller asked for (<c>select</c>). Nothing selected means all of them.</summary>
internal sealed class Fields
{
    private const string ValuesPrefix = "values.";

    private readonly HashSet<string>? _names;

    public Fields(IEnumerable<string>? names) => _names = names is null ? null : new HashSet<string>(names, StringComparer.Ordinal) is { Count: > 0 } set ? set : null;

    public static Fields All { get; } = new(null);

    /// <summary>The keys of the state that were asked for one by one; <see langword="null"/> for the whole state.</summary>
    public IReadOnlyList<string>? StateKeys => _names is null || _names.Contains("values")
        ? null
        : [.. _names.Where(static name => name.StartsWith(ValuesPrefix, StringComparison.Ordinal)).Select(static name => name[ValuesPrefix.Length..])];

    public bool HasValues => Has("values") || _names!.Any(static name => name.StartsWith(ValuesPrefix, StringComparison.Ordinal));

    public bool Has(string name) => _names is null || _names.Contains(name);
}
