namespace GraphRuntime.AspNetCore;

/// <summary>Does the commands of the thread protocol. A command is answered when it is stored; no answer waits for a run.</summary>
internal sealed class ProtocolCommands(ApiRequest request, string threadId)
{
    public async ValueTask<ProtocolReply> DoAsync(ProtocolCommand command)
    {
        try
        {
            return await FindAsync(command).ConfigureAwait(false);
        }
        catch (RunConflictException busy)
        {
            // The answer is an error of the protocol, and a conflict of HTTP: clients raise on either.
            return ProtocolReply.Error(command.Id, "invalid_argument", $"Thread is busy: {busy.Message}", request.Api.Options.ConflictStatus, json =>
            {
                json.WriteStartArray("active_run_ids");
                foreach (var id in busy.ActiveRunIds)
                {
                    json.WriteStringValue(id);
                }

                json.WriteEndArray();
            });
        }
        catch (AnswerException answer)
        {
            return NotTaken(command, answer);
        }
        catch (Exception exception) when (Problems.From(exception, request.Api.Options) is { } problem && IsAboutTheCommand(problem))
        {
            return ProtocolReply.Error(command.Id, problem.Code == CheckpointIds.NotFoundCode ? "no_such_checkpoint" : "invalid_argument", problem.Message);
        }
    }

    private ValueTask<ProtocolReply> FindAsync(ProtocolCommand command) => command.Method switch
    {
        "run.start" => new RunCommands(request, threadId).StartAsync(command),
        "input.respond" => new InputCommands(request, threadId).RespondAsync(command),
        "input.inject" => new InputCommands(request, threadId).InjectAsync(command),
        "state.get" => new StateCommands(request, threadId).GetAsync(command),
        "state.listCheckpoints" => new StateCommands(request, threadId).ListCheckpointsAsync(command),
        "state.fork" => new RunCommands(request, threadId).ForkAsync(command),
        "agent.getTree" => new StateCommands(request, threadId).GetTreeAsync(command),
        "subscription.subscribe" or "subscription.unsubscribe" or "subscription.reconnect" =>
            new(ProtocolReply.Error(command.Id, "not_supported", $"{command.Method} is for WebSocket connections.")),
        _ => new(ProtocolReply.Error(command.Id, "unknown_command", $"There is no command '{command.Method}'.")),
    };

    private static ProtocolReply NotTaken(ProtocolCommand command, AnswerException answer) => answer.OpenInterruptIds.Count == 0
        ? ProtocolReply.Error(command.Id, "invalid_argument", "input.respond can only be used while the run is interrupted.")
        : ProtocolReply.Error(command.Id, answer.InterruptId is null || answer.IsMismatch ? "invalid_argument" : "no_such_interrupt", answer.Message, writeMore: json =>
        {
            json.WriteStartArray("pending_ids");
            foreach (var id in answer.OpenInterruptIds)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        });

    /// <summary>What is wrong with the command itself is an answer of the protocol; everything else is a status of HTTP.</summary>
    private static bool IsAboutTheCommand(ApiException problem) =>
        problem.Status is StatusCodes.Status400BadRequest or StatusCodes.Status422UnprocessableEntity || problem.Code == CheckpointIds.NotFoundCode;
}
