using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>Compares the data that an object has (its fields) with what the serializer writes of it and can set again.</summary>
internal sealed class StoredMembers
{
    private readonly HashSet<string> _restored = new(StringComparer.Ordinal);
    private readonly bool _writesMore;
    private readonly bool _hasOwnData;
    private readonly bool _hasLostField;
    private readonly bool _hasUnwrittenField;

    public StoredMembers(JsonTypeInfo info)
    {
        CanBeMade = info.CreateObject is not null;
        foreach (var property in info.Properties)
        {
            if (property.Get is null && property.Set is null && property.AssociatedParameter is null)
            {
                continue;
            }

            CanBeMade |= property.AssociatedParameter is not null;
            if (IsRestored(property))
            {
                _restored.Add(Name(property));
                if (property.CustomConverter is null)
                {
                    Types.Add(property.PropertyType);
                }
            }
            else if (property.Get is not null)
            {
                _writesMore = true;
            }
        }

        foreach (var field in Fields(info.Type))
        {
            Note(field, info.Type, ref _hasOwnData, ref _hasLostField, ref _hasUnwrittenField);
        }
    }

    /// <summary>The types of the members that are written and set again.</summary>
    public List<Type> Types { get; } = [];

    public bool CanBeMade { get; }

    /// <summary>True where nothing of the data comes back.</summary>
    public bool LosesAll => _restored.Count == 0 && !_writesMore && (_hasOwnData || _hasLostField || _hasUnwrittenField);

    /// <summary>True if a member is written but not set when read, and a field may back it. A property that is computed from others is no loss.</summary>
    public bool MayLoseSome => _hasLostField || _hasUnwrittenField || (_writesMore && _hasOwnData);

    private static bool IsRestored(JsonPropertyInfo property) =>
        property.Set is not null || property.AssociatedParameter is not null || property.IsExtensionData
        || property.ObjectCreationHandling == JsonObjectCreationHandling.Populate;

    private static string Name(JsonPropertyInfo property) => (property.AttributeProvider as MemberInfo)?.Name ?? property.Name;

    private void Note(FieldInfo field, Type type, ref bool ownData, ref bool lost, ref bool unwritten)
    {
        if (Property(field.Name) is { } name)
        {
            if (_restored.Contains(name) || FindProperty(type, field, name) is not { } property || IsIgnored(property))
            {
                return;
            }

            lost |= property.GetMethod is { IsPublic: true };
            ownData |= property.GetMethod is not { IsPublic: true };
        }
        else if (field.IsPublic)
        {
            unwritten |= !_restored.Contains(field.Name) && !IsIgnored(field);
        }
        else
        {
            ownData = true;
        }
    }

    /// <summary>The property that the compiler made the field for, or <see langword="null"/>.</summary>
    private static string? Property(string field) => field.StartsWith('<') && field.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? field[1..end] : null;

    private static bool IsIgnored(MemberInfo member) => member.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field or property that was trimmed away holds nothing that anybody reads.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field or property that was trimmed away holds nothing that anybody reads.")]
    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var owner = type; owner is not null && owner != typeof(object); owner = owner.BaseType)
        {
            foreach (var field in owner.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field or property that was trimmed away holds nothing that anybody reads.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field or property that was trimmed away holds nothing that anybody reads.")]
    private static PropertyInfo? FindProperty(Type type, FieldInfo field, string name) =>
        (field.DeclaringType ?? type).GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
}
