using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GraphRuntime.Values;

/// <summary>What is known about a type before there is a value: whether its stored form can be read back.</summary>
/// <param name="Problem">Why no value of it could be read back, and what to do; <see langword="null"/> where nothing is known against it.</param>
/// <param name="NeedsProof">True where it depends on the value. Each one is read back before it is stored.</param>
internal sealed record ValueContract(string? Problem, bool NeedsProof)
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, ConcurrentDictionary<Type, ValueContract>> s_known = [];

    public static ValueContract Of(Type type, JsonSerializerOptions options) =>
        s_known.GetValue(options, static _ => new()).GetOrAdd(type, static (type, options) => new ContractInspector(options).Run(type), options);
}
