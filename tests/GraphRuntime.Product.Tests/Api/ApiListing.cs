using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace GraphRuntime.Product.Tests.Api;

/// <summary>
/// The public API of an assembly as text: one line a type, one line a member, in ordinal order. It shows which references may be null, constraints, and default values by name.
/// </summary>
internal static class ApiListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(ApiNames.Of, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var member in type.GetMembers(Declared).Where(IsPartOfApi).Select(Line).Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var bases = new List<string>();
        if (type.IsEnum)
        {
            bases.Add(ApiNames.Of(Enum.GetUnderlyingType(type)));
        }
        else
        {
            if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(MulticastDelegate))
            {
                bases.Add(ApiNames.Of(parent));
            }

            bases.AddRange(type.GetInterfaces().Where(i => i.IsVisible && IsOwn(type, i)).Select(ApiNames.Of).Order(StringComparer.Ordinal));
        }

        return $"{Modifiers(type)}{Kind(type)} {ApiNames.Of(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}{Constraints(type.GetGenericArguments())}";
    }

    /// <summary>Interfaces of the base type, and the equality that every record and value has, say nothing.</summary>
    private static bool IsOwn(Type type, Type contract) =>
        type.BaseType?.GetInterfaces().Contains(contract) != true && !(contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEquatable<>));

    private static string Modifiers(Type type) => type switch
    {
        { IsAbstract: true, IsSealed: true } => "static ",
        { IsInterface: true } or { IsValueType: true } => "",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } when !typeof(Delegate).IsAssignableFrom(type) => "sealed ",
        _ => "",
    };

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        _ => type.GetMethod("<Clone>$", Declared) is null ? "class" : "record",
    };

    private static bool IsPartOfApi(MemberInfo member) => member switch
    {
        MethodBase method => IsVisible(method) && !member.IsDefined(typeof(CompilerGeneratedAttribute)) && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible) && property.Name != "EqualityContract",
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        EventInfo e => IsVisible(e.AddMethod!),
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Scope(constructor)}new({Parameters(constructor)})",
        MethodInfo method => $"{Marks(method)}{Scope(method)}{TypeOf(method.ReturnParameter)} {method.Name}{Generics(method)}({Parameters(method)}){Constraints(method.GetGenericArguments())}",
        PropertyInfo property => $"{Marks(property)}{Scope(property.GetAccessors(true).First(IsVisible))}{TypeOf(property)} {property.Name} {{ {Accessors(property)} }}",
        FieldInfo { IsLiteral: true } constant => $"const {ApiNames.Of(constant.FieldType)} {constant.Name} = {constant.GetRawConstantValue()}",
        FieldInfo field when Info(c => c.Create(field)) is { } info => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{ApiNames.Of(info, info.ReadState)} {field.Name}",
        EventInfo e => $"event {ApiNames.Of(e.EventHandlerType!)} {e.Name}",
        _ => member.Name,
    };

    private static string Scope(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + (method is { IsAbstract: true, DeclaringType.IsInterface: false } ? "abstract " : "");

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(ApiNames.Of))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsIn ? "in " : parameter.IsOut ? "out " : "";
        return $"{prefix}{TypeOf(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}";
    }

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool value => value ? "true" : "false",
        var value when parameter.ParameterType.IsEnum => $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value)}",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string TypeOf(ParameterInfo parameter)
    {
        var info = Info(context => context.Create(parameter));
        return ApiNames.Of(info, parameter.Position >= 0 && !parameter.IsOut ? info.WriteState : info.ReadState);
    }

    private static string TypeOf(PropertyInfo property)
    {
        var info = Info(context => context.Create(property));
        return ApiNames.Of(info, property.CanRead ? info.ReadState : info.WriteState);
    }

    private static NullabilityInfo Info(Func<NullabilityInfoContext, NullabilityInfo> read) => read(new NullabilityInfoContext());

    /// <summary>A member that never compiles, or that the compiler prefers less than others of its name.</summary>
    private static string Marks(MemberInfo member) =>
        (member.GetCustomAttribute<ObsoleteAttribute>() is { IsError: true } ? "[never compiles] " : "")
        + (member.GetCustomAttribute<OverloadResolutionPriorityAttribute>() is { } rank ? string.Create(CultureInfo.InvariantCulture, $"[priority {rank.Priority}] ") : "");

    private static string Constraints(Type[] parameters) =>
        string.Concat(parameters.Where(static p => p.IsGenericParameter).Select(static p => (p.Name, Rules: Rules(p))).Where(static p => p.Rules.Length > 0).Select(static p => $" where {p.Name} : {p.Rules}"));

    private static string Rules(Type parameter)
    {
        var kinds = parameter.GenericParameterAttributes;
        var rules = new List<string>();
        if (kinds.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            rules.Add("struct");
        }
        else if (kinds.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            rules.Add("class");
        }

        rules.AddRange(parameter.GetGenericParameterConstraints().Where(static c => c != typeof(ValueType)).Select(ApiNames.Of).Order(StringComparer.Ordinal));
        if (kinds.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !kinds.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            rules.Add("new()");
        }

        return string.Join(", ", rules);
    }

    private static string Accessors(PropertyInfo property)
    {
        var accessors = new List<string>();
        if (property.GetMethod is { } get && IsVisible(get))
        {
            accessors.Add("get;");
        }

        if (property.SetMethod is { } set && IsVisible(set))
        {
            var isInit = set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            accessors.Add(isInit ? "init;" : "set;");
        }

        return string.Join(' ', accessors) + (property.IsDefined(typeof(RequiredMemberAttribute)) ? " required" : "");
    }
}
