using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration;

/// <summary>Checks that the names of channels collide neither with each other nor with generated members.</summary>
internal static class NameCheck
{
    /// <summary>What the generated part of a state, its Update and the bases of that declare.</summary>
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "Update", "Schema", "GeneratedSchema", "WriteTo", "StateType",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
    };

    /// <summary>Reports collisions.</summary>
    /// <returns>False where generated code would not compile.</returns>
    public static bool Passes(List<IPropertySymbol> properties, List<ChannelModel> channels, DiagnosticBag problems)
    {
        var overwrites = new HashSet<string>(channels.Where(static c => c.CanOverwrite).Select(static c => c.Property + "Overwrite"), StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var canGenerate = true;
        for (var i = 0; i < channels.Count; i++)
        {
            var (property, channel) = (channels[i].Property, channels[i].ChannelName);
            if (s_reserved.Contains(property) || overwrites.Contains(property))
            {
                problems.Add(ChannelRules.ReservedName, properties[i], property, s_reserved.Contains(property) ? property : $"Update.{property}");
                canGenerate = false;
            }

            if (channel.Length == 0)
            {
                problems.Add(ChannelRules.EmptyName, properties[i], property);
            }
            else if (names.TryGetValue(channel, out var other))
            {
                problems.Add(ChannelRules.DuplicateName, properties[i], other, property, channel);
            }
            else
            {
                names.Add(channel, property);
            }
        }

        return canGenerate;
    }
}
