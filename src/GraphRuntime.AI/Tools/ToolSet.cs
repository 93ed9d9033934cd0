using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Tools by name, and what is wrong with them.</summary>
internal sealed class ToolSet
{
    private readonly Dictionary<string, AIFunction> _functions = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    public ToolSet(string node, IEnumerable<AITool> tools)
    {
        foreach (var tool in tools)
        {
            Add(node, tool);
        }
    }

    public IReadOnlyList<string> Problems => _problems;

    public IEnumerable<string> Names => _functions.Keys;

    public AIFunction? Find(string name) => _functions.GetValueOrDefault(name);

    private void Add(string node, AITool? tool)
    {
        if (tool is not AIFunction function)
        {
            if (tool is null or AIFunctionDeclaration)
            {
                _problems.Add(tool is null
                    ? $"Node '{node}': one of its tools is null."
                    : $"Node '{node}': tool '{tool.Name}' is declared only and cannot be called. Give an AIFunction, or route its calls to a node of your own.");
            }

            return;
        }

        if (string.IsNullOrWhiteSpace(function.Name))
        {
            _problems.Add($"Node '{node}': a tool has no name.");
        }
        else if (!_functions.TryAdd(function.Name, function))
        {
            _problems.Add($"Node '{node}': there are two tools named '{function.Name}'. Rename one of them.");
        }
        else if (string.IsNullOrWhiteSpace(function.Description))
        {
            _problems.Add($"Node '{node}': tool '{function.Name}' has no description, so a model cannot know when to call it. Add [Description] to its method.");
        }
    }
}
