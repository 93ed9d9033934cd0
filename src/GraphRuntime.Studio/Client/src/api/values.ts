/** A value as the server sends it: a tree that is cut where it is long, wide or deep. */
export type ValueView =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly text: string; readonly length: number }
  | { readonly kind: "array"; readonly count: number; readonly items?: readonly ValueView[] | null }
  | { readonly kind: "object"; readonly count: number; readonly members?: readonly Member[] | null };

export interface Member {
  readonly name: string;
  readonly value: ValueView;
}

/** A part of a value that was cut, loaded on request. */
export interface ValuePart {
  readonly pointer: string;
  readonly value: ValueView;
  readonly offset: number;
  readonly total: number;
}

export interface Difference {
  readonly from: number;
  readonly to: number;
  readonly changes: readonly Change[];
  readonly truncated: boolean;
}

export interface Change {
  readonly pointer: string;
  readonly kind: "added" | "removed" | "changed";
  readonly before?: ValueView | null;
  readonly after?: ValueView | null;
}
