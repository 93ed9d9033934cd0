namespace GraphRuntime.PostgresFixture;

/// <summary>What a faulty network does to a piece of data.</summary>
public enum NetworkFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It comes late.</summary>
    Delay,

    /// <summary>It comes in two parts with a pause between them.</summary>
    Slow,

    /// <summary>Its direction stands still for long; the other one goes on.</summary>
    OneDirectionStalls,

    /// <summary>Its direction loses everything and says nothing; later the connection is reset.</summary>
    HalfOpen,

    /// <summary>The connection is closed in its place.</summary>
    Cut,

    /// <summary>The connection is reset in its place.</summary>
    Reset,

    /// <summary>Half of it arrives, then the connection is reset.</summary>
    CutInsideMessage,
}
