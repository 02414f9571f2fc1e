import type { Locale } from "../../model/configuration.ts";
import type { EvidenceView } from "../../model/evidence.ts";
import { visible } from "../neutral.ts";
import { shownIn } from "./parts.ts";

/** What stands beside the page for whoever opens the folder in a terminal or an editor. */
export function evidenceReadme(view: EvidenceView, locale: Locale): string {
  const { texts } = shownIn(view, locale);
  const { query, reconciliation, checkpoint } = view;
  const { commits, unexplained } = reconciliation.totals;
  const page = locale === "en" ? "index.html" : "index.ja.html";
  const lines = [
    `# ${texts.title}`,
    texts.period(query.from, query.to, query.timezone),
    ...texts.intro,
    `**${texts.verdict({ commits, unexplained, exceptions: view.exceptions.length })}**`,
    texts.startWith(page),
    `## ${texts.sections.verify}`,
    numbered(texts.verifySteps),
    `## ${texts.facts.files}`,
    texts.files.map(({ path, what }) => `- \`${path}\`: ${what}`).join("\n"),
    `## ${texts.drawingTitle}`,
    numbered(texts.drawing),
    `## ${texts.notProved}`,
    texts.notProvedPoints.map((point) => `- ${point}`).join("\n"),
    `## ${texts.sections.storage}`,
    texts.storage[view.storage],
    `## ${texts.sections.scope}`,
    [
      `- ${texts.facts.repositories}: ${view.repositories.map(({ name }) => visible(name)).join(", ")}`,
      `- ${texts.facts.origin}: \`${checkpoint.origin}\``,
      `- ${texts.facts.checkpoint}: ${checkpoint.size}, \`${checkpoint.root}\``,
      ...view.keys.map(({ vkey }) => `- ${texts.facts.key}: \`${vkey}\``),
    ].join("\n"),
  ];
  return `${lines.join("\n\n")}\n`;
}

function numbered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
}
