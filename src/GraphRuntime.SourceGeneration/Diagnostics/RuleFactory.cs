using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Makes the descriptors alike: one category, one help page.</summary>
internal static class RuleFactory
{
    private const string Category = "GraphRuntime";

    /// <summary>An error cannot be configured away: what it reports would be wrong at run time.</summary>
    public static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(id), customTags: [WellKnownDiagnosticTags.NotConfigurable]);

    public static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(id));

    public static DiagnosticDescriptor Hint(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Help(id));

    private static string Help(string id) => "docs/diagnostics.md#" + id.ToLowerInvariant();
}
