// A graph in F#: its state is a C# record in a project of its own, as the generator writes C#; nodes, edges and the application are F#.
open System.Collections.Immutable
open System.Threading.Tasks
open FSharp.States
open GraphRuntime
open Microsoft.Extensions.DependencyInjection

// F# converts arguments by itself, but not the results of functions.
let write (update: StateUpdate<'state>) : NodeResult<'state> = NodeResult<'state>.op_Implicit update
let input (update: StateUpdate<'state>) : GraphInput<'state> = GraphInput<'state>.op_Implicit update
let goTo (node: string) : Routes = Routes.op_Implicit node

let draft (state: LetterState) (context: NodeContext) =
    ValueTask<NodeResult<LetterState>>(task {
        do! context.EmitMessageAsync("Dear reader", "letter")
        return write (LetterState.Update(Messages = ImmutableArray.Create $"Dear reader, {Seq.last state.Messages}"))
    })

let approve (_: LetterState) (context: NodeContext) =
    let approved = context.Interrupt<bool>("Send it?")
    write (LetterState.Update(Approved = approved))

let letter (graph: StateGraph<LetterState>) =
    graph
        .AddNode("draft", draft)
        .AddNode("approve", approve)
        .AddNode("send", fun (state: LetterState) -> write (LetterState.Update(Messages = ImmutableArray.Create $"sent after {state.Messages.Length} messages")))
        .AddEdge(Graph.Start, "draft")
        .AddEdge("draft", "approve")
        .AddConditionalEdges("approve", (fun state -> goTo (if state.Approved then "send" else "draft")), "send", "draft")
    |> ignore

let main =
    task {
        use services =
            ServiceCollection().AddGraphRuntime().AddGraph<LetterState>("letter", letter).Services.BuildServiceProvider()

        let client = services.GetRequiredService<ThreadClient<LetterState>>()
        do! client.Coordinator.StartAsync()

        let! asked = client.CreateRunAsync("thread", input (LetterState.Update(Messages = ImmutableArray.Create "the graph runs.")))
        let! paused = asked.JoinAsync()
        printfn $"%O{paused.Status}: the thread waits for an answer"

        let! answered = client.AnswerAsync("thread", true)
        let! ended = answered.JoinAsync()
        let! snapshot = client.GetStateAsync("thread")
        printfn $"%O{ended.Status}"
        snapshot.State.Messages |> Seq.iter (printfn "  %s")
        do! client.Coordinator.StopAsync()
    }

main.Wait()
