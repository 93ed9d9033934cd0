using GraphRuntime.Execution;

namespace GraphRuntime.Checkpointing;

/// <summary>
/// The names of everything that the engine writes as JSON into a checkpoint store. One class is one JSON object. A name never changes its meaning; a new meaning
/// gets a new name. What an older version could misread raises <see cref="Newest"/>. The page on the stored format is made from its files by a test.
/// </summary>
internal static partial class StoredFormat
{
    /// <summary>The newest format that this version reads. A checkpoint is written in the oldest one that can express it.</summary>
    public const int Newest = WithSteeredCalls;

    /// <summary>The format of checkpoints that have <see cref="Checkpoint.Inherited"/> channels.</summary>
    public const int WithInherited = 2;

    /// <summary>The format of checkpoints that have <see cref="Checkpoint.SteeredRun"/>.</summary>
    public const int WithSteered = 3;

    /// <summary>The format of checkpoints that have <see cref="Checkpoint.Suspended"/> or <see cref="Checkpoint.MovedFrom"/>.</summary>
    public const int WithSuspended = 4;

    /// <summary>The format of checkpoints that have <see cref="Checkpoint.SteeredCalls"/>.</summary>
    public const int WithSteeredCalls = 5;

    /// <summary>The body of a checkpoint: what runs next, and what it waits for.</summary>
    public static class Checkpoint
    {
        /// <summary>The format, where it is newer than the first one.</summary>
        public const string Format = "f";
        /// <summary>The version of the state type.</summary>
        public const string Version = "v";
        /// <summary>The nodes of the next superstep.</summary>
        public const string Next = "n";
        /// <summary>Nodes whose trigger stays until they have run: complete joins, and deferred nodes whose turn has come.</summary>
        public const string Held = "h";
        /// <summary>Those of the held nodes whose trigger is older than the latest edit.</summary>
        public const string Older = "o";
        /// <summary>Deferred nodes that wait until nothing else runs.</summary>
        public const string Waiting = "w";
        /// <summary>The nodes that ran by triggers in the last superstep that had any.</summary>
        public const string Seen = "l";
        /// <summary>Sends of the next superstep.</summary>
        public const string Sends = "s";
        /// <summary>Joins that some of their sources have reached.</summary>
        public const string Joins = "j";
        /// <summary>The input that waits to be applied.</summary>
        public const string Input = "i";
        /// <summary>The checkpoint that has the input which waits to be applied.</summary>
        public const string InputChild = "c";
        /// <summary>Logs whose next write stores the whole value, because the thread went on from before their end.</summary>
        public const string SealedLogs = "z";
        /// <summary>Breakpoints before nodes that stay with the thread.</summary>
        public const string StopsBefore = "bb";
        /// <summary>Breakpoints after nodes that stay with the thread.</summary>
        public const string StopsAfter = "ba";
        /// <summary>The checkpoint of the root graph that a checkpoint of a subgraph belongs to.</summary>
        public const string RootCheckpoint = "p";
        /// <summary>The call of a memory that made the checkpoint, where the namespace does not name it.</summary>
        public const string Call = "cn";
        /// <summary>Channels whose values begin with those of the graph above.</summary>
        public const string Inherited = "b";
        /// <summary>All writes of a subgraph since its input.</summary>
        public const string AllWrites = "u";
        /// <summary>The run that inputs were steered into, as far as <see cref="SteeredNumber"/> says.</summary>
        public const string SteeredRun = "sr";
        /// <summary>The sequence number of the last input that was steered into that run and is part of this checkpoint.</summary>
        public const string SteeredNumber = "sn";
        /// <summary>The sequence numbers of inputs that were steered into subgraphs and are part of this checkpoint.</summary>
        public const string SteeredCalls = "sc";
        /// <summary>The thread that these numbers count on; a copy of it has numbers of its own.</summary>
        public const string SteeredThread = "st";
        /// <summary>Supersteps that were left for more urgent runs and go on later.</summary>
        public const string Suspended = "ss";
        /// <summary>The checkpoints that the next superstep was moved from, the first one first: what its tasks left is stored with them.</summary>
        public const string MovedFrom = "mf";
    }

    /// <summary>One superstep that goes on later.</summary>
    public static class Suspended
    {
        /// <summary>The checkpoint that it starts from.</summary>
        public const string Checkpoint = "id";
        /// <summary>The runs that were to go on there; the first to be executed again does.</summary>
        public const string Runs = "r";
        /// <summary>The channels with a single value that were written since the input of the run that was to go on.</summary>
        public const string OwnChannels = "o";
    }

    /// <summary>One send.</summary>
    public static class Send
    {
        /// <summary>The node.</summary>
        public const string Node = "n";
        /// <summary>The argument.</summary>
        public const string Argument = "a";
    }

    /// <summary>One join that is not complete.</summary>
    public static class Join
    {
        /// <summary>The node that the join starts.</summary>
        public const string Target = "t";
        /// <summary>The nodes that it waits for.</summary>
        public const string Sources = "s";
        /// <summary>Those of them that have ended.</summary>
        public const string Reached = "r";
    }

    /// <summary>The results of a superstep, stored with the checkpoint that it led to.</summary>
    public static class Results
    {
        /// <summary>The checkpoint that the superstep began at.</summary>
        public const string Checkpoint = "id";
        /// <summary>The version of the state type, where the checkpoint has an older one.</summary>
        public const string Version = "v";
        /// <summary>One result for each task.</summary>
        public const string Tasks = "t";
    }

    /// <summary>What one task did.</summary>
    public static class Result
    {
        /// <summary>The task.</summary>
        public const string Task = "t";
        /// <summary>The version of the state type, where the checkpoint has an older one.</summary>
        public const string Version = "v";
        /// <summary>Writes by channel, in their order. A subgraph that shares the state may name a channel several times.</summary>
        public const string Writes = "w";
        /// <summary>Overwrites by channel.</summary>
        public const string Overwrites = "o";
        /// <summary>Channels whose write is what the checkpoint stores for them.</summary>
        public const string StoredWrites = "r";
        /// <summary>Channels that took the value of the graph above; 1 for an overwrite.</summary>
        public const string Inherited = "b";
        /// <summary>Nodes and sends that follow.</summary>
        public const string Destinations = "g";
        /// <summary>The message of the error that an error handler took.</summary>
        public const string HandledError = "h";
        /// <summary>Writes to the long-term store that are made with the superstep.</summary>
        public const string StoreWrites = "s";
        /// <summary>The run whose input was applied as this task.</summary>
        public const string Editor = "e";
        /// <summary>The run whose answers the task took.</summary>
        public const string Answerer = "a";
        /// <summary>The sequence numbers of inputs that were steered into a subgraph which the task called.</summary>
        public const string Steered = "sc";
        /// <summary>The thread that these numbers count on.</summary>
        public const string SteeredThread = "st";
        /// <summary>The nodes that conditional edges and commands of the task chose, in a result that is stored with a checkpoint; a send ends with a number sign.</summary>
        public const string Routes = "d";
        /// <summary>How many of the nodes and sends a command named; they come first.</summary>
        public const string ByCommand = "c";
        /// <summary>The answers that the task took, so that it can be run again to verify it.</summary>
        public const string Answers = "q";
    }

    /// <summary>One question that a task asks.</summary>
    public static class Question
    {
        /// <summary>The id.</summary>
        public const string Id = "i";
        /// <summary>What is shown.</summary>
        public const string Value = "v";
        /// <summary>The run that asked.</summary>
        public const string Asker = "r";
        /// <summary>True where the question waits for nothing that can be given.</summary>
        public const string IsNotAnswerable = "n";
        /// <summary>The JSON schema of the answer.</summary>
        public const string AnswerSchema = "s";
    }

    /// <summary>The answers that a task has.</summary>
    public static class Answers
    {
        /// <summary>One entry for each answer.</summary>
        public const string All = "a";
    }

    /// <summary>One answer.</summary>
    public static class Answer
    {
        /// <summary>The key of the question, or its number.</summary>
        public const string Question = "q";
        /// <summary>A digest of what the question showed.</summary>
        public const string Shown = "p";
        /// <summary>The answer.</summary>
        public const string Value = "v";
    }

    /// <summary>What ended a task.</summary>
    public static class Error
    {
        /// <summary>The message of the error.</summary>
        public const string Message = "m";
        /// <summary>The message of the error that an error handler was given.</summary>
        public const string Handled = "h";
    }

    /// <summary>An input of a run.</summary>
    public static class Input
    {
        /// <summary>The version of the state type.</summary>
        public const string Version = "v";
        /// <summary>True for a command.</summary>
        public const string IsCommand = "k";
        /// <summary>Writes, as in a result.</summary>
        public const string Update = "u";
        /// <summary>Nodes and sends to go to.</summary>
        public const string Destinations = "g";
        /// <summary>The answer to the only question.</summary>
        public const string Answer = "a";
        /// <summary>Answers by id of the question.</summary>
        public const string Answers = "m";
    }

    /// <summary>A send in an input.</summary>
    public static class InputSend
    {
        /// <summary>The node.</summary>
        public const string Node = "n";
        /// <summary>The argument.</summary>
        public const string Argument = "v";
    }

    /// <summary>What is known of an effect.</summary>
    public static class Effect
    {
        /// <summary>0 did not happen, 1 claimed, 2 done, 3 not known.</summary>
        public const string State = "s";
        /// <summary>The run that claimed it.</summary>
        public const string Run = "r";
        /// <summary>When it was claimed.</summary>
        public const string At = "t";
        /// <summary>Its result.</summary>
        public const string Value = "v";
    }

    /// <summary>What is undone when a run is rolled back.</summary>
    public static class Compensation
    {
        /// <summary>The number within the thread; the highest is undone first.</summary>
        public const string Number = "n";
        /// <summary>The graph.</summary>
        public const string Graph = "g";
        /// <summary>The compensation of the graph.</summary>
        public const string Name = "c";
        /// <summary>The run.</summary>
        public const string Run = "r";
        /// <summary>The namespace of the graph.</summary>
        public const string Namespace = "ns";
        /// <summary>The checkpoint that the task ran at.</summary>
        public const string Checkpoint = "id";
        /// <summary>The task.</summary>
        public const string Task = "t";
        /// <summary>The key of the effect.</summary>
        public const string Key = "k";
        /// <summary>The thread; a copy of it has the entry, but does nothing with it.</summary>
        public const string Thread = "th";
        /// <summary>The marker that a rollback removes.</summary>
        public const string Marker = "m";
        /// <summary>The result of the effect.</summary>
        public const string Value = "v";
    }

    /// <summary>A write to the long-term store, with the item that it replaces.</summary>
    public static class StoreWrite
    {
        /// <summary>The namespace, in base 64.</summary>
        public const string Namespace = "n";
        /// <summary>The key.</summary>
        public const string Key = "k";
        /// <summary>The value; absent where the item is deleted.</summary>
        public const string Value = "w";
        /// <summary>The time to live, in ticks of 100 ns.</summary>
        public const string TimeToLive = "t";
        /// <summary>The value before; absent where there was none.</summary>
        public const string PreviousValue = "b";
        /// <summary>The time to live before, in ticks of 100 ns.</summary>
        public const string PreviousTimeToLive = "bt";
        /// <summary>The vectors of the value.</summary>
        public const string Vectors = "x";
    }

    /// <summary>Ids in the place of a task, for what belongs to no task.</summary>
    public static class TaskIds
    {
        /// <summary>All writes of a subgraph since its input, stored with the checkpoint that it waits at.</summary>
        public const string AllWrites = "#u";
        /// <summary>The partial result of a task whose run was stopped; the id of the task follows.</summary>
        public const string Kept = "#k";
        /// <summary>What a task had emitted that had not finished when its run was stopped; the id of the task follows.</summary>
        public const string Emitted = "#e";
        /// <summary>A list of no questions, stored with the checkpoint of a suspended superstep: a prune keeps what waits.</summary>
        public const string Suspended = "#s";
    }
}
