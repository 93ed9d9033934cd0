using System.Reflection;
using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration.Tests;

public sealed class RulePageTests
{
    private static readonly List<DiagnosticDescriptor> s_rules =
    [
        .. new[] { typeof(StateRules), typeof(ChannelRules), typeof(UsageRules) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!)
            .OrderBy(d => d.Id, StringComparer.Ordinal),
    ];

    [Fact]
    public void The_numbers_have_no_gaps() => s_rules.Select(r => r.Id).Should().Equal(Enumerable.Range(1, s_rules.Count).Select(n => $"GRT{n:000}"));

    [Fact]
    public void Every_rule_has_an_entry_on_the_page()
    {
        var page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "diagnostics.md"));

        page.Where(l => l.StartsWith("## GRT", StringComparison.Ordinal)).Should().Equal(s_rules.Select(r => $"## {r.Id}"));
        foreach (var rule in s_rules)
        {
            var entry = page.SkipWhile(l => l != $"## {rule.Id}").Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)).ToList();
            entry.Should().Contain($"**{rule.Title}** ({rule.DefaultSeverity.ToString().ToLowerInvariant()})");
            entry.Should().Contain(l => l.StartsWith("*Why.* ", StringComparison.Ordinal), rule.Id);
            entry.Should().Contain(l => l.StartsWith("*Remedy.* ", StringComparison.Ordinal), rule.Id);
            rule.HelpLinkUri.Should().Be($"docs/diagnostics.md#{rule.Id.ToLowerInvariant()}");
        }
    }

    [Fact]
    public void Errors_cannot_be_switched_off_and_the_rest_can() =>
        s_rules.Should().OnlyContain(r => r.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable) == (r.DefaultSeverity == DiagnosticSeverity.Error));
}
