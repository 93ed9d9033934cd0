import type { ComponentChildren } from "preact";
import type { StepCommand } from "../api/debugging";
import type { StateView, ThreadView } from "../api/threads";
import { startRun } from "../run/start";
import { readOnly } from "../shell/server";
import type { ThreadModel } from "../thread/model";
import { phaseText } from "./phase";

const steps: readonly { readonly command: StepCommand; readonly name: string; readonly help: string }[] = [
  { command: "stepOver", name: "Step over", help: "One superstep of this graph" },
  { command: "stepInto", name: "Step into", help: "To the next node of any graph, subgraphs included" },
  { command: "stepOut", name: "Step out", help: "Until the graph above goes on" },
  { command: "stepBack", name: "Step back", help: "The state becomes that of the checkpoint before; nothing is lost" },
  { command: "resume", name: "Resume", help: "To the next breakpoint, question or the end" },
];

/** The commands of the debugger, and where it is. */
export function StepBar({ model, thread, state }: { model: ThreadModel; thread: ThreadView | undefined; state: StateView | undefined }) {
  const session = model.session.value;
  const working = session.phase === "running" || session.phase === "stopping";
  const busy = model.commanding.value || readOnly.value;
  const canPause = !busy && session.phase !== "stopping" && (working || thread?.status === "busy");
  // The session knows that it has stopped before the thread is read again.
  const canStep = !busy && !working && (session.phase === "paused" || thread?.status !== "busy");
  const due = session.phase === "paused" || (state?.next.length ?? 0) > 0;
  const canGo = (command: StepCommand) => canStep && (command === "stepBack" ? state?.parentId !== null && state?.parentId !== undefined : due);
  return (
    <section class="step-bar" aria-label="Stepping">
      <div role="group" aria-label="Commands">
        <Command enabled={!busy && model.draft.value.graph !== undefined} help="Starts a run with the input" onPress={() => void startRun(model)} primary>Run</Command>
        <Command enabled={canPause} help="Stops at the last complete superstep" onPress={() => void model.step("pause")}>Pause</Command>
        {steps.map((step) => (
          <Command key={step.command} enabled={canGo(step.command)} help={step.help} onPress={() => void model.step(step.command)}>{step.name}</Command>
        ))}
      </div>
      <p role="status" class={`phase ${session.phase}`}>{phaseText(session, thread, state)}</p>
    </section>
  );
}

/** A button that keeps the focus while it cannot be pressed: a keyboard user presses the same one again after the step. */
function Command({ enabled, help, primary, onPress, children }: { enabled: boolean; help: string; primary?: boolean; onPress: () => void; children: ComponentChildren }) {
  return <button type="button" class={primary ? "primary" : ""} title={help} aria-disabled={!enabled} onClick={() => enabled && onPress()}>{children}</button>;
}
