import { Choice } from "../controls/Choice";
import { href, type Route } from "./route";
import { readOnly, server } from "./server";
import { setTheme, type Theme, theme } from "./theme";

const threadPages: readonly { readonly page: Route["page"]; readonly title: string }[] = [
  { page: "run", title: "Run view" },
  { page: "time", title: "Time" },
  { page: "questions", title: "Questions" },
  { page: "runs", title: "Double texts" },
];

const otherPages: readonly { readonly page: Route["page"]; readonly title: string }[] = [
  { page: "threads", title: "Threads" },
  { page: "all-questions", title: "All questions" },
  { page: "operations", title: "Operations" },
];

export function Header({ route }: { route: Route }) {
  return (
    <header>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.querySelector<HTMLElement>("main a, main button, main input")?.focus(); }}>Skip to the content</a>
      <h1>GraphRuntime Studio</h1>
      <nav aria-label="Everything">
        {otherPages.map((link) => <a key={link.page} href={href(link.page)} aria-current={route.page === link.page ? "page" : undefined}>{link.title}</a>)}
      </nav>
      {route.thread !== undefined && (
        <nav aria-label="Thread" class="thread-nav">
          <span class="thread-id" title={route.thread}>{route.thread}</span>
          {threadPages.map((link) => <a key={link.page} href={href(link.page, route.thread)} aria-current={route.page === link.page ? "page" : undefined}>{link.title}</a>)}
        </nav>
      )}
      <span class="grow" />
      {readOnly.value && <span class="badge">Read-only</span>}
      {server.value && <span class="quiet version">{server.value.version}</span>}
      <Choice label="Theme" value={theme.value} onChange={(chosen) => setTheme(chosen as Theme)}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </Choice>
    </header>
  );
}
