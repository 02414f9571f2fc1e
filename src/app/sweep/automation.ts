import { automationAllows } from "../../gate/index.ts";
import type { SweptRepository } from "../../github/index.ts";
import type { Blobs } from "../../store/index.ts";
import { judgementFrom } from "../attend/decide.ts";
import { type LastGoodPorts, lastGoodSettings } from "../attend/in-force.ts";
import type { DirectPush } from "./match-commits.ts";

/**
 * Whether a direct push was a listed automation's that may push, and held nothing but what its line allows. What was
 * erased or never judged is not taken for that.
 */
export async function pushedByAutomation(
  repository: SweptRepository,
  { by, report: digest }: DirectPush,
  ports: LastGoodPorts & { readonly blobs: Pick<Blobs, "get"> },
): Promise<boolean> {
  if (!by.bot || digest === null) return false;
  const configuration = await lastGoodSettings(repository.id, ports);
  const slug = by.login.replace(/\[bot\]$/, "");
  const line = configuration?.automation.find(({ app, push }) => push && app === slug);
  const bytes = line === undefined ? null : await ports.blobs.get(digest);
  if (line === undefined || bytes === null) return false;
  const { changes, decision } = judgementFrom(bytes).report;
  return automationAllows(line, changes, decision.riskItems);
}
