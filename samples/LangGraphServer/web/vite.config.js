import { defineConfig } from "vite";

// The page is served by Vite and talks to the server beside it:
//   dotnet run -c Release --project samples/LangGraphServer
//   npm ci && npm run dev
const server = process.env.SERVER_URL ?? "http://localhost:5000";

export default defineConfig({
  esbuild: { jsx: "automatic" },
  server: { proxy: { "/api": { target: server, ws: true, rewrite: (path) => path.replace(/^\/api/, "") } } },
});
