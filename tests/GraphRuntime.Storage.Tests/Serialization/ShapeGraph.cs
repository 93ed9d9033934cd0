using System.Text.Json;

namespace GraphRuntime.Storage.Tests.Serialization;

/// <summary>Two parallel nodes, of which one asks; the other's result waits beside the checkpoint meanwhile, and so does that of an effect.</summary>
internal static class ShapeGraph
{
    public static GraphInput Answer(Shape shape) => GraphInput.Answer(JsonSerializer.SerializeToElement(shape, ShapeStateJson.Default.Shape));

    public static CompiledGraph<ShapeState> Compile(CompileOptions options) => StateGraph.Create<ShapeState>("shapes")
        .AddNode("draw", _ => new ShapeState.Update { Last = new Circle(1), All = [new Circle(2), new Square(3)], Kinds = [new Square(4)] })
        .AddNode("copy", async (_, context) => new ShapeState.Update { All = [await context.OnceAsync<Shape>("buy", _ => ValueTask.FromResult<Shape>(new Square(5)))] })
        .AddNode("ask", async (_, context) =>
        {
            var bought = await context.OnceAsync<Shape>("buy", _ => ValueTask.FromResult<Shape>(new Circle(6)));
            return new ShapeState.Update { All = [bought, context.Interrupt<Shape>("which?")] };
        })
        .AddEdge(Graph.Start, "draw")
        .AddEdge("draw", "copy")
        .AddEdge("draw", "ask")
        .Compile(options);
}
