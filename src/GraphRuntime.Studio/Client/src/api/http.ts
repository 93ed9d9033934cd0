/** What a request that failed says: a problem document of the server, or that there was no answer. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly code: string, detail: string, readonly position?: number, readonly length?: number) {
    super(detail);
  }
}

type Query = Record<string, string | number | undefined | null>;

export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return send<T>("GET", path + queryText(query), undefined, signal);
}

export function post<T>(path: string, body?: unknown): Promise<T> {
  return send<T>("POST", path, body ?? {});
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return send<T>("PUT", path, body);
}

export function remove(path: string): Promise<void> {
  return send<void>("DELETE", path);
}

/** A part of a path. Ids are any text, so they are encoded, the slash too. */
export function part(id: string): string {
  return encodeURIComponent(id);
}

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") {
    // A page of another origin cannot send this header without being asked for permission, so it cannot write through the browser of its visitor.
    headers["X-GraphRuntime-Studio"] = "1";
  }

  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }

  const answer = await reach(method, path, headers, body, signal);
  const text = await answer.text();
  if (!answer.ok) {
    throw problemOf(answer.status, text);
  }

  return (text ? JSON.parse(text) : undefined) as T;
}

async function reach(method: string, path: string, headers: Record<string, string>, body: unknown, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(`./api/${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }

    throw new ApiError(0, "unreachable", "The server does not answer. The page goes on when it is back.");
  }
}

function problemOf(status: number, text: string): ApiError {
  try {
    const problem = JSON.parse(text) as { detail?: string; title?: string; code?: string; position?: number; length?: number };
    return new ApiError(status, problem.code ?? "", problem.detail ?? problem.title ?? `The server answered with ${status}.`, problem.position, problem.length);
  } catch {
    return new ApiError(status, "", `The server answered with ${status}.`);
  }
}

/** The address of a stream of the server. */
export function streamAddress(path: string, query: Query = {}): string {
  return `./api/${path}${queryText(query)}`;
}

function queryText(query: Query): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length === 0 ? "" : `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}
