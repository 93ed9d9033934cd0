import { defineConfig } from "vite";

// The built files are checked in and embedded in the package, so their names are stable and their addresses relative:
// the page works below any prefix that a host maps it to.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../wwwroot",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: {
      output: { entryFileNames: "app.js", chunkFileNames: "[name].js", assetFileNames: "app[extname]" },
    },
  },
  worker: {
    format: "es",
    rollupOptions: { output: { entryFileNames: "layout.js" } },
  },
});
