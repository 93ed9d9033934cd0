namespace GraphRuntime.Threads;

/// <summary>
/// Finds rules that can never match, and rules that do what they cannot do. A condition depends on numbers only through comparisons with constants, so that one value
/// between each two constants stands for all; tests of which nothing is known may hold or not. What is reported is therefore certain.
/// </summary>
internal static class PolicyAnalysis
{
    public static IReadOnlyList<string> Problems(IReadOnlyList<PolicyRule> rules, PolicyAction otherwise)
    {
        var worlds = PolicyWorlds.Of(PolicyAtoms.Of(rules.Select(static rule => rule.Condition)));
        if (worlds is null)
        {
            return [];
        }

        var findings = rules.Select(static _ => new Finding()).ToArray();
        var last = new Finding();
        foreach (var world in worlds)
        {
            Visit(rules, findings, last, world);
        }

        var problems = new List<string>();
        for (var i = 0; i < rules.Count; i++)
        {
            Report(problems, rules, i, findings[i]);
        }

        if (otherwise.Verb == PolicyVerb.StartNow && last.BusyMatch)
        {
            problems.Add("The last resort starts at once, but can be reached while runs are in flight. Choose what happens to these.");
        }

        return problems;
    }

    private static void Visit(IReadOnlyList<PolicyRule> rules, Finding[] findings, Finding last, PolicyWorld world)
    {
        var decided = false;
        for (var i = 0; i < rules.Count; i++)
        {
            if (!rules[i].Condition.Holds(world))
            {
                continue;
            }

            findings[i].Holds = true;
            if (!decided)
            {
                findings[i].Note(world);
                decided = true;
            }
        }

        if (!decided)
        {
            last.Note(world);
        }
    }

    private static void Report(List<string> problems, IReadOnlyList<PolicyRule> rules, int index, Finding finding)
    {
        var rule = rules[index];
        if (!finding.Holds)
        {
            problems.Add($"Rule {index + 1} ({rule}) can never match: its condition contradicts itself.");
        }
        else if (!finding.Matches)
        {
            problems.Add($"Rule {index + 1} ({rule}) is unreachable: the rules before it match whenever it does.");
        }
        else if (rule.Action.Verb == PolicyVerb.StartNow && finding.BusyMatch && !PolicyAtoms.Of([rule.Condition]).HasOpaque)
        {
            problems.Add($"Rule {index + 1} ({rule}) starts at once, but matches also while runs are in flight. Choose what happens to these.");
        }
    }

    private sealed class Finding
    {
        public bool Holds { get; set; }

        public bool Matches { get; private set; }

        public bool BusyMatch { get; private set; }

        public void Note(PolicyWorld world)
        {
            Matches = true;
            BusyMatch |= world.IsBusy;
        }
    }
}
