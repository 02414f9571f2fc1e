import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../../src/app/installation.ts";

/** A text that people read, by its path from the top of the project. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a document. */
export interface Block {
  readonly document: string;
  /** Line of the opening fence. */
  readonly line: number;
  /** What follows the fence: `yaml configuration`. */
  readonly info: string;
  readonly content: string;
}

/** The documents written by hand that tell how the product is used or built; generated ones are checked where they are made. */
export function documents(): readonly Document[] {
  const guides = readdirSync(join(installation.top, "docs"), { recursive: true, encoding: "utf8" })
    .map((path) => `docs/${path}`)
    .filter((path) => path.endsWith(".md") && !path.startsWith("docs/policies/"));
  return ["README.md", "README.ja.md", "ARCHITECTURE.md", ...guides.toSorted()].map((path) => ({
    path,
    text: readFileSync(join(installation.top, path), "utf8"),
  }));
}

export function blocksOf({ path, text }: Document): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const fence = /^(?<indent> *)```(?<info>\S.*)$/.exec(lines[index] ?? "")?.groups;
    if (fence === undefined) continue;
    const end = lines.findIndex((line, later) => later > index && line.trim() === "```");
    const content = lines.slice(index + 1, end).join("\n");
    blocks.push({ document: path, line: index + 1, info: fence["info"] ?? "", content: `${content}\n` });
    index = end;
  }
  return blocks;
}

/** Documents without their fenced blocks, where brackets and backticks mean something else. */
export function proseOf({ text }: Document): string {
  return text.replace(/^ *```[^`]*?^ *```$/gms, "");
}

/** They ask a server's store, or GitHub, which is tried where there is one: in `test/cli`. */
const needsServer =
  /^(?:npx sekisho|sekisho|npm run -s sekisho --) (?:serve|migrate|doctor|rollout|gate|ledger|policies history|policies diff|review --pull)\b/;

/**
 * Command lines of `sekisho`, as a reader would copy them: out of fenced blocks, without what a script does about the
 * exit code, and inline ones without `…`.
 */
export function commandsOf(document: Document): readonly string[] {
  const fenced = blocksOf(document)
    .flatMap(({ content }) => content.split("\n"))
    .map((line) => line.replace(/^\s*(?:- )?(?:run: )?/, "").replace(/\s+(?:#|\|\|) .*$/, ""));
  const inline = [...proseOf(document).matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...fenced, ...inline.filter((code) => !/[…<[|]/.test(code))].filter(
    (line) => /^(?:npx )?sekisho [a-z-]|^npm run -s sekisho -- /.test(line) && !needsServer.test(line),
  );
}
