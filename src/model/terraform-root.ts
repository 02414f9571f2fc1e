import type { TerraformRootRule } from "./terraform-settings.ts";

/** What tells several roots of one folder apart: the workspace, else the last var file as it is written. */
export function terraformVariant(rule: TerraformRootRule): string | null {
  return rule.workspace ?? rule.varFiles.at(-1) ?? null;
}

/** The folder as tree paths have it: without `./` and without a slash at its end. */
export function terraformFolder(rule: TerraformRootRule): string {
  const path = rule.path.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
  return path === "" ? "." : path;
}
