import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";

/** The configuration that replaces the estate's own checks, with the repository of policies that it names. */
export const estateConfigurationPath = "docs/examples/cloud-platform-environments.yml";
export const estatePolicies = "docs/examples/conftest";

export function estateConfiguration(): string {
  return readFileSync(estateConfigurationPath, "utf8");
}

/** The same without policies of its own: what is measured is then ours alone. */
export function estateConfigurationOfOurRules(): string {
  const document = parseDocument(estateConfiguration());
  document.delete("policySources");
  document.delete("policies");
  return document.toString();
}
