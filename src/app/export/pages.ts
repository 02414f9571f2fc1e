import { evidenceHtml } from "../../report/evidence/html.ts";
import { evidenceReadme } from "../../report/evidence/readme.ts";
import type { ExportPlan } from "./plan.ts";
import type { ExportPorts } from "./ports.ts";
import type { Staging } from "./staging.ts";
import { viewOf } from "./view/view.ts";
import type { Written } from "./writer.ts";

/** Writes what a person reads, in both languages. */
export async function writePages(
  staging: Staging,
  plan: ExportPlan,
  written: Written,
  ports: ExportPorts,
): Promise<void> {
  const view = await viewOf(plan, written, ports);
  staging.write("index.html", evidenceHtml(view, "en"));
  staging.write("index.ja.html", evidenceHtml(view, "ja"));
  staging.write("README.md", evidenceReadme(view, "en"));
  staging.write("README.ja.md", evidenceReadme(view, "ja"));
}
