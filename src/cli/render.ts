import type { Excerpts } from "../app/excerpts.ts";
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
  excerpts: () => Promise<Excerpts>,
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
      const excerpt = await excerpts();
      return renderComment(report, { presence: "needed", excerpt }) ?? "";
    }
    case "pretty": {
      const { renderTerminal } = await import("../report/terminal/terminal.ts");
      return renderTerminal(report, { ...screen, excerpt: await excerpts() });
    }
    default:
      return format satisfies never;
  }
}
