using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace GraphRuntime.Product.Tests.Api;

/// <summary>The public API of an assembly as text: one line a type, one line a member, in ordinal order.</summary>
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

        return $"{Modifiers(type)}{Kind(type)} {ApiNames.Of(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
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
        MethodInfo method => $"{Scope(method)}{ApiNames.Of(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property => $"{Scope(property.GetAccessors(true).First(IsVisible))}{ApiNames.Of(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}",
        FieldInfo { IsLiteral: true } constant => $"const {ApiNames.Of(constant.FieldType)} {constant.Name} = {constant.GetRawConstantValue()}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{ApiNames.Of(field.FieldType)} {field.Name}",
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
        return $"{prefix}{ApiNames.Of(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : "")}";
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
