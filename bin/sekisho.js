#!/usr/bin/env node
// The entry point, in plain JavaScript, so that a Node that is too old gets a sentence and not a syntax error.
const nodeMajorMin = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major < nodeMajorMin) {
  console.error(
    [
      `Sekisho needs Node ${nodeMajorMin}; this is Node ${process.versions.node} (${process.execPath}).`,
      "In a checkout, `npm ci` installs the right one and `npm run -s sekisho -- …` uses it; if it was installed with",
      "--ignore-scripts, run `npm rebuild node` once. Elsewhere: https://nodejs.org, or `npx -p node@24 -p sekisho sekisho …`.",
    ].join("\n"),
  );
  process.exitCode = 2;
} else {
  // Node ends with 1 for what nobody caught, and 1 means here that a change is blocked.
  process.on("uncaughtException", (error) => {
    console.error(`sekisho failed; this is a bug of Sekisho, not of your change:\n${error?.stack ?? error}`);
    process.exit(4);
  });
  const { existsSync } = await import("node:fs");
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  // A checkout runs its TypeScript as it is; a package holds `dist`, because Node strips no types below node_modules.
  const source = new URL("../src/cli/main.ts", import.meta.url);
  const { main } = await import(existsSync(source) ? source.href : new URL("../dist/cli/main.js", import.meta.url).href);
  process.exitCode = await main(process.argv.slice(2));
}
