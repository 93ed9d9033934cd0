namespace GraphRuntime.Effects;

/// <summary>How far an effect is. The values are stored; they never change their meaning.</summary>
internal enum EffectState
{
    /// <summary>It is known not to have happened.</summary>
    None = 0,

    /// <summary>It was about to happen; whether it did is not recorded.</summary>
    Claimed = 1,

    /// <summary>It happened, and its result is recorded.</summary>
    Done = 2,

    /// <summary>It was about to happen, and whether it did could not be determined.</summary>
    Unknown = 3,
}
