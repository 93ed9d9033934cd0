namespace GraphRuntime.Stores;

/// <summary>How a field compares with the value of a filter.</summary>
public enum StoreComparison
{
    /// <summary>The field is there and has the same kind and value. Numbers are equal by value, strings by their characters.</summary>
    Equal,

    /// <summary>Everything that <see cref="Equal"/> does not fit, also where the field is missing.</summary>
    NotEqual,

    /// <summary>The field is of the same kind, number or string, and larger. Strings compare by their UTF-16 code units.</summary>
    GreaterThan,

    /// <summary>As <see cref="GreaterThan"/>, or equal.</summary>
    GreaterThanOrEqual,

    /// <summary>The field is of the same kind, number or string, and smaller.</summary>
    LessThan,

    /// <summary>As <see cref="LessThan"/>, or equal.</summary>
    LessThanOrEqual,
}
