using System.Security.Cryptography;
using System.Text;
using GraphRuntime.Sqlite;

// The values of checkpoints are encrypted on their way to the store, and what was changed there is noticed. Ids, names, times and metadata stay readable. In an
// application with a coordinator, register the codec as a service: then runs, events and the long-term store are encrypted as well.
var folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;
var (oldKey, newKey) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
await using (var storage = SqliteStorage.Open($"Data Source={Path.Combine(folder, "threads.db")}"))
{
    var before = Compile(storage, new() { [1] = oldKey }, 1);
    await before.InvokeAsync(new NoteState.Update { Notes = ["my pin is 4711"] }, "t1");

    // A new key encrypts from now on; the old one still reads.
    var after = Compile(storage, new() { [1] = oldKey, [2] = newKey }, 2);
    await after.InvokeAsync(new NoteState.Update { Notes = ["and my dog is Rex"] }, "t1");
    Console.WriteLine("with both keys: " + string.Join(", ", (await after.GetStateAsync("t1")).State.Notes));
    try
    {
        await Compile(storage, new() { [1] = oldKey, [2] = oldKey }, 2).GetStateAsync("t1");
    }
    catch (CheckpointCorruptedException refused)
    {
        Console.WriteLine($"with a wrong key: {refused.GetType().Name}, checkpoint {refused.CheckpointId} of thread {refused.ThreadId}");
    }
}

var stored = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(folder, "threads.db")));
Console.WriteLine($"the file shows the pin: {stored.Contains("4711")}, the dog: {stored.Contains("Rex")}");
Directory.Delete(folder, recursive: true);

static CompiledGraph<NoteState> Compile(SqliteStorage storage, Dictionary<byte, byte[]> keys, byte current) => StateGraph.Create<NoteState>("notes")
    .AddNode("confirm", state => new NoteState.Update { Notes = [$"noted, {state.Notes.Length}"] })
    .AddEdge(Graph.Start, "confirm")
    .Compile(new() { Checkpointer = storage.Checkpointer, Codec = new AesGcmCodec(keys, current) });

[GraphState]
public sealed partial record NoteState
{
    [Append]
    public ImmutableArray<string> Notes { get; init; } = [];
}
