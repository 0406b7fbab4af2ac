// Bundles src/ into ../static: editor.js, editor.css, the licences of what is in them, and bundle.json,
// which records what was built from what. The Python build hook (hatch_build.py) runs this same script.
//
//   node build.mjs            type-check and bundle, as a release has it
//   node build.mjs --watch    rebuild on every change, unminified; type errors are left to the editor
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "..", "static");
const outputs = ["chart.css", "chart.js", "code.js", "download.js", "editor.css", "editor.js", "table.js", "third-party-licenses.txt"];
const watching = process.argv.includes("--watch");

const posix = (path) => path.split(sep).join("/");
const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const hashes = (root, names) =>
  Object.fromEntries(names.map((name) => [name, sha256(readFileSync(join(root, name)))]));

/** Every file that decides what the bundle is. hatch_build.py walks the same ones. */
function sources() {
  const src = readdirSync(join(here, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => posix(relative(here, join(entry.parentPath ?? entry.path, entry.name))));
  return ["build.mjs", "package-lock.json", "package.json", "tsconfig.json", ...src].sort();
}

/** `npm ci`, unless node_modules was made from this very lock: it takes seconds, the bundle a fraction of one. */
function install() {
  const lock = Object.values(hashes(here, ["package.json", "package-lock.json"]));
  const wanted = [...lock, process.platform, process.arch].join("\n");
  const stamp = join(modules, ".seg-widgets-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("npm ci");
  const npm = process.env.npm_execpath; // set when npm itself started us; else npm is looked for on PATH
  const [command, first] = npm?.endsWith("js") ? [process.execPath, [npm]] : ["npm", []];
  execFileSync(command, [...first, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: here,
    stdio: "inherit",
    shell: command === "npm" && process.platform === "win32",
  });
  writeFileSync(stamp, wanted);
}

function typecheck() {
  console.log("tsc --noEmit");
  const { bin } = JSON.parse(readFileSync(join(modules, "typescript", "package.json"), "utf8"));
  const tsc = join(modules, "typescript", typeof bin === "string" ? bin : bin.tsc);
  execFileSync(process.execPath, [tsc, "--noEmit"], { cwd: here, stdio: "inherit" });
}

const options = {
  absWorkingDir: here,
  entryPoints: { editor: "src/index.tsx", code: "src/code.ts", chart: "src/chart.ts", download: "src/download.ts", table: "src/table.ts" },
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  // preact stands in for React: the same editor in half the bytes.
  alias: {
    react: "preact/compat",
    "react-dom": "preact/compat",
    "react/jsx-runtime": "preact/jsx-runtime",
    "react/jsx-dev-runtime": "preact/jsx-runtime",
  },
  loader: { ".svg": "text" },
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none", // their texts are in third-party-licenses.txt
  logLevel: "warning",
};

/** The licence text of each package that has a file in the bundle. */
function licences(metafile) {
  const packages = new Set(
    Object.keys(metafile.inputs)
      .map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
      .filter(Boolean),
  );
  const texts = [...packages].sort().map((folder) => {
    const about = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    const file = readdirSync(join(here, folder)).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? readFileSync(join(here, folder, file), "utf8").trim() : named(about);
    return `${about.name} ${about.version} - ${about.license}\n\n${text}\n`;
  });
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

/** The licence of a package that names one and carries no file of it: its standard text, for the authors that it names. */
function named({ name, license, author, contributors = [] }) {
  if (license !== "MIT") throw new Error(`${name} is under ${license} and carries no licence file`);
  const people = [author, ...contributors].filter(Boolean).map((who) => (typeof who === "string" ? who : who.name));
  return MIT.replace("{who}", people.join(", ") || `the authors of ${name}`);
}

const MIT = `MIT License

Copyright (c) {who}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

async function bundle() {
  const { build, context } = await import("esbuild");
  mkdirSync(out, { recursive: true });
  // First, so that a build that fails or is cut short leaves no bundle that claims to be whole.
  rmSync(join(out, "bundle.json"), { force: true });
  if (watching) {
    const watch = await context({ ...options, sourcemap: "inline", logLevel: "info" });
    await watch.watch();
    return;
  }
  const before = hashes(here, sources());
  const { metafile } = await build({ ...options, minify: true, metafile: true });
  writeFileSync(join(out, "third-party-licenses.txt"), licences(metafile));
  for (const name of outputs)
    if (!existsSync(join(out, name))) throw new Error(`the bundle has no ${name}: src/index.tsx must import a style sheet`);
  const record = { sources: before, outputs: hashes(out, outputs) };
  writeFileSync(join(out, "bundle.json"), JSON.stringify(record, null, 2) + "\n");
  for (const name of outputs) console.log(`static/${name}: ${readFileSync(join(out, name)).length} bytes`);
}

try {
  install();
  if (!watching) typecheck();
  await bundle();
} catch (error) {
  console.error(`The rule editor was not built: ${error.message}`);
  process.exitCode = 1;
}
