import type { EvaluationTrees } from "../app/evaluation/runner.ts";
import { redactText } from "../app/redact.ts";
import type { Location } from "../model/location.ts";
import type { Report } from "../model/report.ts";
import type { OutputFormat } from "./output-options.ts";

/** What the text goes to. */
export interface Screen {
  readonly colour: boolean;
  /** Width in characters; 0 for a pipe, where nothing is wrapped or cut. */
  readonly columns: number;
}

/**
 * A report in the format that was asked for. Each format is loaded when it is wanted. Markdown is empty where a pull
 * request gets no comment.
 */
export async function render(
  report: Report,
  format: OutputFormat,
  screen: Screen,
  trees: EvaluationTrees,
): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../report/json/decision-json.ts")).renderJson(report);
    case "sarif":
      return (await import("../report/sarif/sarif.ts")).renderSarif(report);
    case "junit":
      return (await import("../report/junit/junit.ts")).renderJunit(report);
    case "markdown": {
      const { renderComment } = await import("../report/markdown/comment.ts");
      const excerpt = await excerpts(report, trees);
      return renderComment(report, { presence: "needed", excerpt }) ?? "";
    }
    case "pretty": {
      const { renderTerminal } = await import("../report/terminal/terminal.ts");
      return renderTerminal(report, { ...screen, excerpt: await excerpts(report, trees) });
    }
    default:
      return format satisfies never;
  }
}

/** The lines of what counts, read once, secrets redacted. */
async function excerpts(
  report: Report,
  { base, head }: EvaluationTrees,
): Promise<(location: Location) => readonly string[] | null> {
  const locations = report.findings.map(({ location }) => location);
  const pathsOf = (side: "base" | undefined) => [
    ...new Set(locations.filter((location) => location.side === side).map(({ path }) => path)),
  ];
  const [before, after] = await Promise.all([
    base?.read(pathsOf("base")) ?? new Map(),
    head.read(pathsOf(undefined)),
  ]);
  const texts = new Map<Uint8Array, readonly string[]>();
  return ({ path, side, startLine, endLine }) => {
    const bytes: Uint8Array | undefined = (side === "base" ? before : after).get(path);
    if (bytes === undefined) return null;
    const lines = texts.get(bytes) ?? redactText(Buffer.from(bytes).toString("utf8")).split(/\r?\n/);
    texts.set(bytes, lines);
    return lines.slice(startLine - 1, endLine);
  };
}
