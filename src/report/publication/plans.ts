import type { ReportPlan } from "../../model/plan.ts";
import type { Report } from "../../model/report.ts";
import { code, link } from "../markdown/escape.ts";
import { quotable } from "../neutral.ts";
import { listOf, publicationTextsOf } from "../text/locale.ts";
import type { PlansSaid } from "./context.ts";

/** Plans that are named one by one. */
const namesShownMax = 10;

type Received = PlansSaid["received"][number];

/** What somebody should know about plans of the head beside their findings: sentences, in one paragraph. */
export function plansText(plans: PlansSaid | null, report: Report): string | null {
  if (plans === null) return null;
  const { plan: texts } = publicationTextsOf(report.locale);
  const { received, missing, underWay, trouble } = plans;
  const read = received.filter(({ name }) => isRead(name, report.plans ?? []));
  const sentences = [
    read.length === 0
      ? null
      : texts.read(
          shown(
            read.map((one) => nameOf(one, report)),
            report,
          ),
        ),
    missing.length === 0 ? null : texts.missing(shown(missing.map(named), report)),
    missing.length > 0 && underWay ? texts.underWay : null,
    trouble === null ? null : texts.trouble[trouble],
  ];
  const said = sentences.filter((sentence) => sentence !== null);
  return said.length === 0 ? null : said.join(texts.space);
}

/** Of those that were not read a finding says why. An archive with several plans has them under its name. */
function isRead(name: string, plans: readonly ReportPlan[]): boolean {
  return plans.some(
    (plan) => (plan.name === name || plan.name.startsWith(`${name}/`)) && plan.status !== "refused",
  );
}

function nameOf({ name, runUrl, fork }: Received, { locale }: Report): string {
  const { plan: texts } = publicationTextsOf(locale);
  const run = link(fork ? texts.runOfFork : texts.run, runUrl);
  return texts.from(named(name), run);
}

function named(name: string): string {
  return code(quotable(name));
}

function shown(names: readonly string[], { locale }: Report): string {
  const kept = names.slice(0, namesShownMax);
  return listOf(names.length > kept.length ? [...kept, "…"] : kept, locale);
}
