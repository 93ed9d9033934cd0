import { useState } from "preact/hooks";
import type { Member, ValueView } from "../api/values";
import { TextValue } from "./TextValue";
import { isBranch, leafText, membersOf, pointerPart, summary } from "./views";

const pageSize = 100;

/** Levels that are indented; below them a tree would leave the page to the right. */
const indentedLevels = 12;

/** Loads what was cut of a value: the members of a branch from an offset, or the text of a string. */
export type LoadPart = (pointer: string, offset: number, limit: number) => Promise<ValueView>;

interface TreeProps {
  readonly value: ValueView;
  /** Names of members at the top that are marked as changed. */
  readonly changed?: readonly string[];
  readonly load?: LoadPart;
}

/** A value as a tree of disclosures. Branches are made when they are opened, so a deep or large value costs nothing until then. */
export function ValueTree({ value, changed = [], load }: TreeProps) {
  if (!isBranch(value)) {
    return <p class="value"><TextValue value={value} pointer="" load={load} /></p>;
  }

  return <Branch value={value} pointer="" depth={0} changed={changed} load={load} />;
}

interface BranchProps {
  readonly value: ValueView & { count: number };
  readonly pointer: string;
  readonly depth: number;
  readonly changed: readonly string[];
  readonly load?: LoadPart;
}

function Branch({ value, pointer, depth, changed, load }: BranchProps) {
  const [loaded, setLoaded] = useState<readonly Member[]>([]);
  const [problem, setProblem] = useState("");
  const [limit, setLimit] = useState(pageSize);
  const members = [...membersOf(value), ...loaded];
  const missing = value.count - Math.min(members.length, limit);

  const more = async () => {
    setLimit(limit + pageSize);
    if (members.length >= limit + pageSize || members.length === value.count || !load) {
      return;
    }

    try {
      const part = await load(pointer, members.length, pageSize);
      const offset = members.length;
      const next = membersOf(part).map((member, index) => (part.kind === "array" ? { ...member, name: String(offset + index) } : member));
      setLoaded([...loaded, ...next]);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <ul class={depth > indentedLevels ? "tree flat" : "tree"}>
      {members.slice(0, limit).map((member) => (
        <Row key={member.name} member={member} pointer={pointer + pointerPart(member.name)} depth={depth} changed={changed.includes(member.name)} load={load} />
      ))}
      {missing > 0 && (load || members.length > limit ? (
        <li><button type="button" class="link" onClick={more}>Show more ({missing.toLocaleString("en")} not shown)</button></li>
      ) : (
        <li class="quiet">{missing.toLocaleString("en")} not shown</li>
      ))}
      {problem && <li role="alert">{problem}</li>}
    </ul>
  );
}

function Row({ member, pointer, depth, changed, load }: { member: Member; pointer: string; depth: number; changed: boolean; load?: LoadPart }) {
  const [open, setOpen] = useState(false);
  const { name, value } = member;
  const mark = changed && <span class="mark">changed</span>;
  if (!isBranch(value)) {
    return <li class="leaf"><span class="name">{name}</span> {mark} <span class={`value ${value.kind}`}><TextValue value={value} pointer={pointer} load={load} /></span></li>;
  }

  return (
    <li>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span class="name">{name}</span> {mark} <span class="quiet">{open ? countText(value) : summary(value)}</span>
        </summary>
        {open && <Branch value={value} pointer={pointer} depth={depth + 1} changed={[]} load={load} />}
      </details>
    </li>
  );
}

function countText(value: ValueView & { count: number }): string {
  const thing = value.kind === "array" ? "item" : "member";
  return `${value.count.toLocaleString("en")} ${thing}${value.count === 1 ? "" : "s"}`;
}

/** A value in one line for tables; nothing of it can be opened. */
export function ValueText({ value }: { value: ValueView | null | undefined }) {
  return <span class="value">{value ? (isBranch(value) ? summary(value, 200) : leafText(value).slice(0, 200)) : "—"}</span>;
}
