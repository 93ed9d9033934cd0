import { useEffect, useState } from "preact/hooks";
import { OperationsPage } from "../operations/OperationsPage";
import { AllQuestionsPage } from "../questions/AllQuestionsPage";
import { QuestionsPage } from "../questions/QuestionsPage";
import { RunPage } from "../run/RunPage";
import { ThreadModel } from "../thread/model";
import { TimePage } from "../time/TimePage";
import { RunsPage } from "../timeline/RunsPage";
import { Header } from "./Header";
import { NoticeBar } from "./NoticeBar";
import { type Route, route } from "./route";
import { server, serverProblem } from "./server";
import { ThreadsPage } from "./ThreadsPage";

export function App() {
  const shown = route.value;
  return (
    <>
      <Header route={shown} />
      <main id="main">
        <NoticeBar />
        {server.value ? <Page shown={shown} /> : <p role="status">{serverProblem.value || "Connecting…"}</p>}
      </main>
    </>
  );
}

function Page({ shown }: { shown: Route }) {
  switch (shown.page) {
    case "threads":
      return <ThreadsPage />;
    case "operations":
      return <OperationsPage />;
    case "all-questions":
      return <AllQuestionsPage />;
    default:
      return shown.thread === undefined ? <ThreadsPage /> : <ThreadPages key={shown.thread} thread={shown.thread} page={shown.page} />;
  }
}

/** The pages of a thread share what is known of it, so that going from one to another loses nothing. */
function ThreadPages({ thread, page }: { thread: string; page: Route["page"] }) {
  const [model] = useState(() => new ThreadModel(thread));
  useEffect(() => {
    void model.open();
    return () => model.close();
  }, [model]);

  if (model.gone.value) {
    return <p role="status">This thread was deleted. <a href="#/threads">Choose another one.</a></p>;
  }

  return (
    <>
      {!model.connected.value && <p class="banner" role="status">The connection is cut; the page goes on when the server is back.</p>}
      {page === "time" ? <TimePage model={model} /> : page === "questions" ? <QuestionsPage model={model} /> : page === "runs" ? <RunsPage model={model} /> : <RunPage model={model} />}
    </>
  );
}
