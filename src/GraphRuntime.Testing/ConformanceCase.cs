namespace GraphRuntime.Testing;

/// <summary>One clause of a contract, to be run by any test framework or by none.</summary>
/// <typeparam name="T">The contract.</typeparam>
public sealed class ConformanceCase<T>
    where T : class
{
    private readonly Func<T, T, CancellationToken, Task> _body;

    internal ConformanceCase(string name, Func<T, T, CancellationToken, Task> body)
    {
        Name = name;
        _body = body;
    }

    /// <summary>The clause as a sentence; unique within its kit.</summary>
    public string Name { get; }

    /// <summary>Checks the clause. A case brings its own data and does not mind what else is stored, also by cases that run at the same time.</summary>
    /// <param name="subject">The component to check.</param>
    /// <param name="second">Another instance over the same data, as a second process has it; <see langword="null"/> lets the first play both parts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when the clause holds.</returns>
    /// <exception cref="ConformanceFailureException">The clause does not hold.</exception>
    public async Task RunAsync(T subject, T? second = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        try
        {
            await _body(subject, second ?? subject, cancellationToken).ConfigureAwait(false);
        }
        catch (ConformanceFailureException failure)
        {
            throw new ConformanceFailureException($"{Name}: {failure.Message}", failure);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConformanceFailureException($"{Name}: {exception.GetType().Name} was not expected ({exception.Message})", exception);
        }
    }

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
