import type { Installation } from "../../github/index.ts";
import type { PlanSettings } from "../../model/configuration.ts";
import { type DoctorCheck, note, ok, problem } from "./check.ts";

/** Whether plans that the settings look for can ever be found; nothing where they look for none. Pure. */
export function checkPlans(
  repository: string,
  { artifact }: PlanSettings,
  { permissions, events }: Pick<Installation, "permissions" | "events">,
): readonly DoctorCheck[] {
  if (artifact === null) return [];
  const name = `plans ${repository}`;
  const said = JSON.stringify(artifact);
  if (permissions["actions"] !== "read" && permissions["actions"] !== "write")
    return [
      problem(
        name,
        `It looks for Terraform plans in the artifacts ${said}, and the App may not read workflow runs there: none is ever found.`,
        "Give the App “Actions: read” on its page, under “Permissions & events”; then an owner accepts it in the settings, under “GitHub Apps”, “Review request”.",
      ),
    ];
  if (!events.includes("workflow_run"))
    return [
      note(
        name,
        `It looks for Terraform plans in the artifacts ${said}, and GitHub does not tell when a workflow ends: the sweep finds them up to 15 minutes later. Subscribe the App to workflow_run.`,
      ),
    ];
  return [ok(name, `It looks for Terraform plans in the artifacts ${said}, and may.`)];
}
