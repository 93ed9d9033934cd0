using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Commands that start runs.</summary>
internal sealed class RunCommands(ApiRequest request, string threadId)
{
    public async ValueTask<ProtocolReply> StartAsync(ProtocolCommand command)
    {
        if (command.Text("assistant_id") is not { Length: > 0 } assistant)
        {
            return ProtocolReply.Error(command.Id, "invalid_argument", "run.start requires an assistant_id.");
        }

        return await RunAsync(command, new CreateRunRequest { AssistantId = assistant, Input = command.Find("input") }, withThread: false).ConfigureAwait(false);
    }

    /// <summary>Starts a run at an earlier checkpoint of the thread.</summary>
    public async ValueTask<ProtocolReply> ForkAsync(ProtocolCommand command)
    {
        if (command.Text("checkpoint_id") is not { Length: > 0 } checkpoint)
        {
            return ProtocolReply.Error(command.Id, "invalid_argument", "state.fork requires a checkpoint_id.");
        }

        var thread = await request.FindThreadAsync(threadId).ConfigureAwait(false);
        if (thread.Metadata.GetValueOrDefault("assistant_id") as string is not { } assistant)
        {
            return ProtocolReply.Error(command.Id, "no_such_run", "The thread has had no run.");
        }

        return await RunAsync(command, new CreateRunRequest { AssistantId = assistant, Input = command.Find("input"), CheckpointId = checkpoint }, withThread: true).ConfigureAwait(false);
    }

    private async ValueTask<ProtocolReply> RunAsync(ProtocolCommand command, CreateRunRequest run, bool withThread)
    {
        var started = await new RunStarter(request).StartAsync(threadId, Complete(command, run)).ConfigureAwait(false);
        return ProtocolReply.Success(command, threadId, ProtocolSeq.Through(started.Handle.Admission!.EventNumber), json =>
        {
            json.WriteString("run_id", started.Info.RunId);
            if (withThread)
            {
                json.WriteString("thread_id", threadId);
            }
        });
    }

    /// <summary>What commands have in common with requests for runs. The strategy comes under two spellings.</summary>
    public static CreateRunRequest Complete(ProtocolCommand command, CreateRunRequest run) => run with
    {
        Config = command.Find("config") is { } config ? config.Deserialize(WireJson.Default.RunConfigRequest) : null,
        Context = command.Find("context"),
        Metadata = command.Find("metadata"),
        MultitaskStrategy = command.Text("multitask_strategy") ?? command.Text("multitaskStrategy"),
        StreamMode = ["values", "updates", "messages", "tools", "custom", "tasks"],
        StreamSubgraphs = true,
        StreamResumable = true,
        IfNotExists = "create",
    };
}
