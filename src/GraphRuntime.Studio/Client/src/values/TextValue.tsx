import { useState } from "preact/hooks";
import type { ValueView } from "../api/values";
import { cut } from "./json";
import type { LoadPart } from "./ValueTree";
import { leafText } from "./views";

const shownAtFirst = 300;
const shownAtMost = 50_000;

/** A value without branches. A browser that is given megabytes in one line stands still, so text is cut until it is asked for. */
export function TextValue({ value, pointer, load }: { value: ValueView; pointer: string; load?: LoadPart }) {
  const [loaded, setLoaded] = useState<string>();
  const [open, setOpen] = useState(false);
  const text = loaded ?? leafText(value);
  const length = value.kind === "string" ? value.length : text.length;
  if (length <= shownAtFirst) {
    return <>{text}</>;
  }

  const toggle = async () => {
    if (!open && value.kind === "string" && text.length < length && load) {
      const part = await load(pointer, 0, shownAtMost);
      setLoaded(leafText(part));
    }

    setOpen(!open);
  };

  return (
    <>
      {cut(text, open ? shownAtMost : shownAtFirst)}{" "}
      <button type="button" class="link" onClick={toggle}>{open ? "Show less" : `Show more (${length.toLocaleString("en")} characters)`}</button>
      {open && length > shownAtMost && <span class="quiet"> Cut after {shownAtMost.toLocaleString("en")} characters.</span>}
    </>
  );
}
