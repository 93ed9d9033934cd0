import { computed, signal } from "@preact/signals";
import { notice } from "./notice";

export const views = ["run", "time", "questions", "runs"] as const;
export type ThreadPage = (typeof views)[number];

/** What the page shows. It is all in the address, so a reload, a bookmark and the back button lead to the same place. */
export interface Route {
  readonly page: ThreadPage | "all-questions" | "operations" | "threads";
  readonly thread?: string;
}

const address = signal(location.hash);
addEventListener("hashchange", () => {
  // What was said about the last action belongs to the page that is left.
  notice.value = undefined;
  address.value = location.hash;
});

export const route = computed<Route>(() => parse(address.value));

export function href(page: Route["page"], thread?: string): string {
  return thread !== undefined && isThreadPage(page) ? `#/threads/${encodeURIComponent(thread)}/${page}` : `#/${page}`;
}

export function go(page: Route["page"], thread?: string): void {
  location.hash = href(page, thread);
}

function parse(hash: string): Route {
  const [place = "", id = "", page = ""] = hash.replace(/^#\/?/, "").split("/");
  if (place === "threads" && id !== "") {
    return { page: isThreadPage(page) ? page : "run", thread: decoded(id) };
  }

  return { page: place === "operations" || place === "all-questions" ? place : "threads" };
}

function isThreadPage(page: string): page is ThreadPage {
  return (views as readonly string[]).includes(page);
}

/** An address that was written by hand may be no valid encoding; it is taken as it is then. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
