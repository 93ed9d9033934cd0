using System.Buffers;
using System.Text.Json;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>What a run stopped at, as it is stored with the run: the questions stay readable after they were answered.</summary>
internal static class InterruptJson
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyCollection<Interrupt> interrupts, string runId)
    {
        if (interrupts.Count == 0)
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            QuestionCodec.WriteInterrupts(json, [.. interrupts], runId);
        }

        return buffer.WrittenMemory;
    }

    public static IReadOnlyList<Interrupt> Read(ReadOnlyMemory<byte> stored, JsonSerializerOptions? options)
    {
        if (stored.IsEmpty)
        {
            return [];
        }

        using var document = JsonDocument.Parse(stored);
        return QuestionCodec.ReadInterrupts(document.RootElement, options ?? GraphJson.DefaultOptions);
    }

    /// <summary>What a thread waits for that stopped at these.</summary>
    public static ThreadPause Pause(IReadOnlyCollection<Interrupt> interrupts)
    {
        string[] questions = [.. interrupts.Where(static one => one.IsAnswerable).Select(static one => one.Id)];
        var reason = questions.Length > 0 ? RunStatusReason.AwaitingAnswer : interrupts.Count > 0 ? RunStatusReason.NodePaused : RunStatusReason.Paused;
        return new ThreadPause(reason, questions);
    }
}
