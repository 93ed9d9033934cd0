using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Values;

/// <summary>Walks through everything that a type is made of, as the serializer sees it, and finds what could not be read back.</summary>
internal sealed class ContractInspector(JsonSerializerOptions options)
{
    /// <summary>They are written from the top and filled in the same order, so they come back upside down.</summary>
    private static readonly HashSet<Type> s_reversed = [typeof(Stack<>), typeof(ConcurrentStack<>), typeof(ConcurrentBag<>), typeof(ImmutableStack<>), typeof(IImmutableStack<>)];

    /// <summary>Code, metadata and handles of the running process.</summary>
    private static readonly Type[] s_noData = [typeof(Delegate), typeof(MemberInfo), typeof(Task), typeof(CancellationToken), typeof(CancellationTokenSource), typeof(WaitHandle), typeof(Stream)];

    private readonly HashSet<Type> _seen = [];
    private string? _problem;
    private bool _needsProof;

    public ValueContract Run(Type type)
    {
        Visit(type);
        return new ValueContract(_problem, _needsProof && _problem is null);
    }

    private void Visit(Type type)
    {
        if (_problem is not null || !_seen.Add(type))
        {
            return;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            Visit(underlying);
        }
        else if (IsNoData(type))
        {
            Refuse(type, "is no data. Keep it in an [Untracked] channel, in a service, or in the node.");
        }
        else if (TryGetInfo(type) is { } info)
        {
            Visit(info);
        }
    }

    private void Visit(JsonTypeInfo info)
    {
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                VisitObject(info);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckKey(info);
                VisitCollection(info, "{}"u8);
                break;
            case JsonTypeInfoKind.Enumerable:
                VisitCollection(info, "[]"u8);
                break;
            default:
                break;
        }
    }

    private void VisitObject(JsonTypeInfo info)
    {
        if (info.PolymorphismOptions is { } family)
        {
            foreach (var member in family.DerivedTypes)
            {
                VisitMember(member.DerivedType);
            }

            if (info.Type.IsAbstract)
            {
                return;
            }
        }

        if (info.Type.IsAbstract)
        {
            Refuse(info.Type, $"is {(info.Type.IsInterface ? "an interface" : "an abstract class")}, and nothing says which types stand for it. Name each with [JsonDerivedType(typeof(…), \"…\")] on it, or declare a type of its own.");
            return;
        }

        var members = new StoredMembers(info);
        if (!members.CanBeMade)
        {
            Refuse(info.Type, "has no constructor that reading could use. Give it one without parameters, or mark one with [JsonConstructor].");
        }
        else if (members.LosesAll)
        {
            Refuse(info.Type, "has data, and none of it is written or could be set again. Give it properties with a setter or init accessor, constructor parameters named like them, or a [JsonConverter].");
        }
        else
        {
            _needsProof |= members.MayLoseSome;
            foreach (var member in members.Types)
            {
                Visit(member);
            }
        }
    }

    /// <summary>A member of a family that could not be read is no reason to refuse the others. A value that has one in it is refused when it is written.</summary>
    private void VisitMember(Type member)
    {
        var before = _problem;
        Visit(member);
        _needsProof |= _problem != before;
        _problem = before;
    }

    private void VisitCollection(JsonTypeInfo info, ReadOnlySpan<byte> empty)
    {
        if (info.Type.IsGenericType && s_reversed.Contains(info.Type.GetGenericTypeDefinition()))
        {
            Refuse(info.Type, "comes back in another order than it had. Use a list.");
            return;
        }

        if (!info.Type.IsArray && !CanRead(info, empty))
        {
            Refuse(info.Type, "can be written and not read. Use a List<T>, an ImmutableArray<T>, an ImmutableHashSet<T> or an ImmutableDictionary<TKey, TValue>.");
            return;
        }

        // A collection type outside System may have data besides its elements.
        _needsProof |= !info.Type.IsArray && info.Type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;
        if (info.ElementType is { } element)
        {
            Visit(element);
        }
    }

    private void CheckKey(JsonTypeInfo info)
    {
        if (info.KeyType is not { } key || key == typeof(object))
        {
            Refuse(info.Type, "has keys of any type, and all of them come back as text. Declare the type of its keys.");
        }
        else if (TryGetInfo(key) is { Kind: not JsonTypeInfoKind.None })
        {
            Refuse(info.Type, $"has keys of type {TypeNames.Of(key)}, which cannot be names in JSON. Use text or numbers as keys, or a list of entries.");
        }
    }

    private JsonTypeInfo? TryGetInfo(Type type)
    {
        try
        {
            var info = options.GetTypeInfo(type);
            _ = info.Properties.Count;
            return info;
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            Refuse(type, $"is not known to the serializer: add [JsonSerializable(typeof({TypeNames.Of(type)}))] to the context named by [GraphState(JsonContext = …)]. {e.Message}");
            return null;
        }
    }

    private void Refuse(Type type, string problem) => _problem ??= $"{TypeNames.Of(type)} {problem}";

    private static bool CanRead(JsonTypeInfo info, ReadOnlySpan<byte> empty)
    {
        try
        {
            return JsonSerializer.Deserialize(empty, info) is not null;
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsNoData(Type type) =>
        Array.Exists(s_noData, kind => kind.IsAssignableFrom(type)) || (typeof(IDisposable).IsAssignableFrom(type) && typeof(IEnumerator).IsAssignableFrom(type))
        || type == typeof(nint) || type == typeof(nuint) || type.IsPointer || type.IsByRefLike || (type.IsArray && type.GetArrayRank() > 1)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
}
