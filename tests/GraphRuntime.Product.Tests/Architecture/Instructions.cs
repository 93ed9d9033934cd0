using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace GraphRuntime.Product.Tests.Architecture;

/// <summary>Reads the instructions of a method.</summary>
internal static class Instructions
{
    private const byte TwoBytes = 0xFE;
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static f => (OpCode)f.GetValue(null)!)
        .ToDictionary(static c => c.Value);

    /// <summary>The types whose members a method uses.</summary>
    public static IEnumerable<Type> UsedTypes(MethodBase method) => Tokens(method).Select(token => Resolve(method, token)).OfType<Type>();

    private static IEnumerable<int> Tokens(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i < code.Length;)
        {
            var value = code[i] == TwoBytes ? unchecked((short)(0xFE00 | code[i + 1])) : code[i];
            i += code[i] == TwoBytes ? 2 : 1;
            var operand = Codes[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i));
            }

            i += Length(operand, code, i);
        }
    }

    private static int Length(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))),
        _ => 4,
    };

    private static Type? Resolve(MethodBase method, int token)
    {
        var type = method.DeclaringType!;
        var member = method.Module.ResolveMember(
            token, type.IsGenericType ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
        return member as Type ?? member?.DeclaringType;
    }
}
