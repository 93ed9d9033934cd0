namespace GraphRuntime.Checkpointing;

/// <content>The names of what tasks had emitted.</content>
internal static partial class StoredFormat
{
    /// <summary>What a task had emitted that had not finished when its run was stopped; for a repair of the state.</summary>
    public static class Emissions
    {
        /// <summary>The values, in their order.</summary>
        public const string Values = "em";
        /// <summary>How many there were besides.</summary>
        public const string Omitted = "eo";
    }

    /// <summary>One value that a task had emitted.</summary>
    public static class Emission
    {
        /// <summary>The namespace of the graph of the node; absent for the root graph.</summary>
        public const string Namespace = "ns";
        /// <summary>The node.</summary>
        public const string Node = "n";
        /// <summary>The id that groups the pieces of a message; absent for a value that is no message.</summary>
        public const string MessageId = "m";
        /// <summary>The value.</summary>
        public const string Value = "v";
    }
}
