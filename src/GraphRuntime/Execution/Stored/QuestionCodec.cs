using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>The questions of a task and the answers that it has, as JSON.</summary>
internal static class QuestionCodec
{
    public static void WriteInterrupts(Utf8JsonWriter json, List<Interrupt> interrupts, string runId)
    {
        json.WriteStartArray();
        foreach (var interrupt in interrupts)
        {
            json.WriteStartObject();
            json.WriteString(StoredFormat.Question.Id, interrupt.Id);
            json.WritePropertyName(StoredFormat.Question.Value);
            interrupt.Value.WriteTo(json);
            json.WriteString(StoredFormat.Question.Asker, runId);
            if (!interrupt.IsAnswerable)
            {
                json.WriteBoolean(StoredFormat.Question.IsNotAnswerable, true);
            }

            if (interrupt.AnswerSchema is { } schema)
            {
                json.WritePropertyName(StoredFormat.Question.AnswerSchema);
                schema.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static List<Interrupt> ReadInterrupts(JsonElement stored, JsonSerializerOptions options)
    {
        List<Interrupt> interrupts =
        [
            .. stored.EnumerateArray().Select(i => new Interrupt(
                i.GetProperty(StoredFormat.Question.Id).GetString()!,
                i.GetProperty(StoredFormat.Question.Value).Clone(),
                !i.TryGetProperty(StoredFormat.Question.IsNotAnswerable, out _),
                i.TryGetProperty(StoredFormat.Question.AnswerSchema, out var schema) ? schema.Clone() : null,
                options)),
        ];
        return interrupts.Count > 0 ? interrupts : throw new FormatException("A task that paused has no questions.");
    }

    public static bool WereAskedBy(JsonElement stored, string runId) =>
        stored.EnumerateArray().Any(i => i.TryGetProperty(StoredFormat.Question.Asker, out var asker) && asker.GetString() == runId);

    public static void WriteAnswers(Utf8JsonWriter json, TaskAnswers answers)
    {
        json.WriteStartObject();
        json.WriteStartArray(StoredFormat.Answers.All);
        foreach (var (question, answer) in answers.All)
        {
            json.WriteStartObject();
            json.WriteString(StoredFormat.Answer.Question, question);
            if (answer.Digest is { } digest)
            {
                json.WriteString(StoredFormat.Answer.Shown, digest);
            }

            json.WritePropertyName(StoredFormat.Answer.Value);
            answer.Value.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static TaskAnswers ReadAnswers(JsonElement stored)
    {
        var answers = new TaskAnswers();
        foreach (var answer in stored.GetProperty(StoredFormat.Answers.All).EnumerateArray())
        {
            answers.Restore(answer.GetProperty(StoredFormat.Answer.Question).GetString()!, answer.TryGetProperty(StoredFormat.Answer.Shown, out var digest) ? digest.GetString() : null, answer.GetProperty(StoredFormat.Answer.Value).Clone());
        }

        return answers;
    }
}
