// Bundles the tests into a folder of their own (never into ../../static): node bundle.mjs OUT
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

export async function bundle(out) {
  mkdirSync(out, { recursive: true });
  const shared = {
    absWorkingDir: join(here, ".."), bundle: true, format: "esm", target: "es2022", jsx: "automatic", outdir: out, logLevel: "warning",
    alias: { react: "preact/compat", "react-dom": "preact/compat", "react/jsx-runtime": "preact/jsx-runtime" },
    define: { "process.env.NODE_ENV": '"production"' },
  };
  await build({ ...shared, entryPoints: { harness: "test/harness.ts" } });
  const tests = ["tree", "edit", "store", "words", "search", "spread"];
  await build({ ...shared, platform: "node", external: ["node:*"], outExtension: { ".js": ".mjs" }, entryPoints: Object.fromEntries(tests.map((name) => [`${name}.test`, `test/${name}.test.ts`])) });
  cpSync(join(here, "harness.html"), join(out, "index.html"));
  return tests.map((name) => join(out, `${name}.test.mjs`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(process.argv[2]);
