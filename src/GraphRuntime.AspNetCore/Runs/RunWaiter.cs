using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Answers with the result of a run when it has ended. Until then a line feed each second, which JSON allows, keeps the connection.</summary>
internal static class RunWaiter
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private static readonly ReadOnlyMemory<byte> s_lineFeed = "\n"u8.ToArray();

    public static async Task AnswerAsync(ApiRequest request, RunHandle handle, string? contentLocation, bool cancelOnDisconnect)
    {
        var response = request.Http.Response;
        if (contentLocation is not null)
        {
            response.Headers.ContentLocation = contentLocation;
        }

        response.ContentType = "application/json";
        try
        {
            var end = handle.JoinAsync(request.Aborted).AsTask();
            while (await Task.WhenAny(end, Task.Delay(s_interval, request.Api.Time, request.Aborted)).ConfigureAwait(false) != end)
            {
                await response.Body.WriteAsync(s_lineFeed, request.Aborted).ConfigureAwait(false);
                await response.Body.FlushAsync(request.Aborted).ConfigureAwait(false);
            }

            await WriteResultAsync(request, handle, await end.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Aborted.IsCancellationRequested)
        {
            await RunCancellation.LeaveAsync(handle, cancelOnDisconnect).ConfigureAwait(false);
        }
        catch (RunNotFoundException)
        {
            // Rolled back by another run: there is no result.
            await WriteJsonAsync(request, static json =>
            {
                json.WriteStartObject();
                json.WriteEndObject();
            }).ConfigureAwait(false);
        }
    }

    private static async ValueTask WriteResultAsync(ApiRequest request, RunHandle handle, RunInfo run)
    {
        var values = run.Output;
        if (values.IsEmpty && run.Status == RunStatus.Interrupted)
        {
            values = (await request.Coordinator.GetStateAsync(handle.ThreadId, run.GraphName, request.Aborted).ConfigureAwait(false)).StateJson;
        }

        await WriteJsonAsync(request, json => Write(json, run, values)).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, RunInfo run, ReadOnlyMemory<byte> values)
    {
        if (run.Status is not (RunStatus.Error or RunStatus.Timeout) && run.Interrupts.Count == 0 && !values.IsEmpty)
        {
            WireValues.WriteState(json, values, keys: null);
            return;
        }

        json.WriteStartObject();
        if (run.Status is RunStatus.Error or RunStatus.Timeout)
        {
            json.WriteStartObject("__error__");
            RunErrors.WriteMembers(json, run);
            json.WriteEndObject();
        }
        else
        {
            WriteMembers(json, values);
            if (run.Interrupts.Count > 0)
            {
                json.WritePropertyName("__interrupt__");
                StateWriter.WriteInterrupts(json, run.Interrupts);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ReadOnlyMemory<byte> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        using var document = JsonDocument.Parse(values);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            WireValues.Write(json, member.Value);
        }
    }

    private static async ValueTask WriteJsonAsync(ApiRequest request, Action<Utf8JsonWriter> write)
    {
        var json = new Utf8JsonWriter(request.Http.Response.BodyWriter, WireText.Writer);
        await using (json.ConfigureAwait(false))
        {
            write(json);
        }
    }
}
