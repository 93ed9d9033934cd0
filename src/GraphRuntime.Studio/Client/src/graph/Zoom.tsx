import { useState } from "preact/hooks";
import type { Layout } from "./model";

const comfortableHeight = 620;
const comfortableWidth = 720;

/** The scale at which a graph fits, until the reader chooses another one. */
export function useFittingScale(layout: Layout | undefined): [number, (scale: number | undefined) => void] {
  const [chosen, setChosen] = useState<number>();
  const fitting = layout ? Math.min(1, Math.max(0.7, Math.min(comfortableWidth / layout.width, comfortableHeight / layout.height))) : 1;
  return [chosen ?? fitting, setChosen];
}

export function Zoom({ scale, onScale }: { scale: number; onScale: (scale: number | undefined) => void }) {
  const step = (factor: number) => onScale(Math.min(3, Math.max(0.1, scale * factor)));
  return (
    <div class="zoom" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom in" onClick={() => step(1.25)}>+</button>
      <button type="button" aria-label="Zoom out" onClick={() => step(0.8)}>−</button>
      <button type="button" onClick={() => onScale(undefined)}>Fit</button>
    </div>
  );
}
