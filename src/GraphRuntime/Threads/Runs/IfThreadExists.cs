namespace GraphRuntime;

/// <summary>What creating a thread does if it exists.</summary>
public enum IfThreadExists
{
    /// <summary>It fails with <see cref="ThreadExistsException"/>.</summary>
    Raise = 0,

    /// <summary>It returns the thread as it is.</summary>
    DoNothing = 1,
}
