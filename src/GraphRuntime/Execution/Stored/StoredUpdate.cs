using System.Text.Json;

namespace GraphRuntime.Execution;

/// <summary>An update read back from the store.</summary>
internal sealed class StoredUpdate(JsonElement stored, StateSchema schema) : StateUpdate
{
    internal override Type StateType => schema.StateType;

    public override void WriteTo(UpdateWriter writer)
    {
        Write(writer, "w", overwrite: false);
        Write(writer, "o", overwrite: true);
    }

    private void Write(UpdateWriter writer, string section, bool overwrite)
    {
        if (!stored.TryGetProperty(section, out var writes))
        {
            return;
        }

        foreach (var write in writes.EnumerateObject())
        {
            var index = schema.IndexOf(write.Name);
            if (index < 0)
            {
                throw InvalidUpdateException.UnknownChannel(write.Name, schema.ChannelNames);
            }

            writer.WriteJson(index, write.Value, overwrite);
        }
    }
}
