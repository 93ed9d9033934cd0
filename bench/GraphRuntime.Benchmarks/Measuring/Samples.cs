namespace GraphRuntime.Benchmarks.Measuring;

/// <summary>The times of iterations, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _wall = [];
    private double _cpu;

    public int Count => _wall.Count;

    public double Mean => _wall.Average();

    public double Min => _wall.Min();

    public double CpuMean => _cpu / _wall.Count;

    public double Median => Quantile(0.5);

    public double P95 => Quantile(0.95);

    public double Total => _wall.Sum();

    public void Add(double wall, double cpu)
    {
        _wall.Add(wall);
        _cpu += cpu;
    }

    public double Average(Range range) => _wall[range].Average();

    private double Quantile(double part)
    {
        var sorted = _wall.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(part * sorted.Length) - 1)];
    }
}
