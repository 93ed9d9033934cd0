using System.Globalization;

namespace GraphRuntime.SourceGeneration;

/// <summary>Writes the nested type <c>Update</c>: a field for every value that can be set, and a bit for whether it was.</summary>
internal static class UpdateEmitter
{
    private const int BitsPerField = 64;

    public static void Write(CodeWriter code, StateModel state)
    {
        var slots = Slots(state);
        code.Line("/// <summary>A partial update of the state. Only what is set is written; a value that is set to null is written as null.</summary>");
        code.Line(StateEmitter.GeneratedCode);
        code.Open($"public sealed partial class Update : global::GraphRuntime.StateUpdate<{state.FullName}>");
        WriteFields(code, slots);
        foreach (var slot in slots)
        {
            code.Line();
            WriteProperty(code, slot);
        }

        code.Line();
        WriteWriteTo(code, slots);
        code.Close();
    }

    private static List<UpdateSlot> Slots(StateModel state)
    {
        var slots = new List<UpdateSlot>();
        var overwritable = state.Channels.Count(static c => c.CanOverwrite);
        var isSmall = state.Channels.Count + overwritable <= 32;
        for (var i = 0; i < state.Channels.Count; i++)
        {
            slots.Add(UpdateSlot.Create(state.Channels[i], state.FullName, i, slots.Count, isOverwrite: false, isSmall));
            if (state.Channels[i].CanOverwrite)
            {
                slots.Add(UpdateSlot.Create(state.Channels[i], state.FullName, i, slots.Count, isOverwrite: true, isSmall));
            }
        }

        return slots;
    }

    private static void WriteFields(CodeWriter code, List<UpdateSlot> slots)
    {
        var type = slots.Count <= 32 ? "uint" : "ulong";
        for (var i = 0; i < (slots.Count + BitsPerField - 1) / BitsPerField; i++)
        {
            code.Line($"private {type} __set{i.ToString(CultureInfo.InvariantCulture)};");
        }

        foreach (var slot in slots)
        {
            code.Line($"private {slot.Type} {slot.Field};");
        }
    }

    private static void WriteProperty(CodeWriter code, UpdateSlot slot)
    {
        code.Line($"/// <summary>{slot.Summary}</summary>");
        code.Open($"public {slot.Type} {Identifiers.Escape(slot.Property)}");
        code.Line($"get => {slot.Field};");
        code.Open("set");
        code.Line($"{slot.Field} = {slot.Kept};");
        code.Line($"{slot.Bits} |= {slot.Mask};");
        code.Close();
        code.Close();
    }

    private static void WriteWriteTo(CodeWriter code, List<UpdateSlot> slots)
    {
        code.Line("/// <summary>Writes what was set to the channels, in the order of their declaration.</summary>");
        code.Line("/// <param name=\"writer\">Receives the writes.</param>");
        code.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        code.Open("public override void WriteTo(global::GraphRuntime.UpdateWriter writer)");
        for (var i = 0; i < slots.Count; i++)
        {
            if (i > 0)
            {
                code.Line();
            }

            code.Open($"if (({slots[i].Bits} & {slots[i].Mask}) != 0)");
            code.Line($"writer.{slots[i].Call};");
            code.Close();
        }

        code.Close();
    }
}
