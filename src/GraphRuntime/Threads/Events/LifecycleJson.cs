using System.Buffers;
using System.Text.Json;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Threads;

/// <summary>What happened to a run as JSON. The names are part of the interface: docs/streaming.md has them.</summary>
internal static class LifecycleJson
{
    private static readonly string[] Events =
        ["", "admitted", "started", "released", "displaced", "ended", "asked", "answered", "discarded", "rolled_back", "deleted", "decided"];

    private static readonly string[] Statuses = ["pending", "running", "success", "error", "timeout", "interrupted"];

    private static readonly string?[] Reasons =
        [null, "paused", "awaiting_answer", "cancelled", "displaced", "host_stopping", "poisoned", "lease_lost", "node_paused", "steered", "preempted", "not_applied"];

    public static ReadOnlyMemory<byte> Write(RunFact fact)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", Events[(int)fact.Kind]);
            WriteContent(json, fact);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Ids as JSON, for <see cref="RunFact.Data"/>.</summary>
    public static ReadOnlyMemory<byte> WriteIds(IReadOnlyList<string> ids)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var id in ids)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The ids that <see cref="WriteIds"/> wrote.</summary>
    public static IReadOnlyList<string> ReadIds(ReadOnlyMemory<byte> data) => [.. JsonElement.Parse(data.Span).EnumerateArray().Select(static id => id.GetString()!)];

    private static void WriteContent(Utf8JsonWriter json, RunFact fact)
    {
        switch (fact.Kind)
        {
            case RunFactKind.Admitted:
                json.WriteString("graph", fact.Text);
                json.WriteString("strategy", fact.Strategy.ToName());
                break;
            case RunFactKind.Started:
                json.WriteNumber("attempt", fact.Attempt);
                break;
            case RunFactKind.Released or RunFactKind.Displaced:
                WriteReason(json, fact);
                break;
            case RunFactKind.Ended:
                json.WriteString("status", Statuses[(int)fact.Status]);
                WriteReason(json, fact);
                WriteError(json, fact);
                break;
            case RunFactKind.Asked:
                WriteQuestions(json, fact);
                break;
            case RunFactKind.Answered or RunFactKind.Discarded:
                json.WritePropertyName("ids");
                json.WriteRawValue(fact.Data.Span);
                break;
            default:
                break;
        }
    }

    private static void WriteReason(Utf8JsonWriter json, RunFact fact)
    {
        if (Reasons[(int)fact.Reason] is { } reason)
        {
            json.WriteString("reason", reason);
        }
    }

    private static void WriteError(Utf8JsonWriter json, RunFact fact)
    {
        if (fact.Text is { } error)
        {
            json.WriteString("error", error);
        }
    }

    /// <summary>The questions in the form of an event <c>interrupt</c>.</summary>
    private static void WriteQuestions(Utf8JsonWriter json, RunFact fact)
    {
        json.WriteStartArray("interrupts");
        foreach (var question in InterruptJson.Read(fact.Data, null).Where(static one => one.IsAnswerable))
        {
            json.WriteStartObject();
            json.WriteString("id", question.Id);
            json.WritePropertyName("value");
            question.Value.WriteTo(json);
            if (question.AnswerSchema is { } schema)
            {
                json.WritePropertyName("response_schema");
                schema.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
