import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { RuleDescription, RuleDescriptions } from "../../model/rule-set-difference.ts";
import { capabilitiesPath, isPolicySource, type PolicyFiles } from "../../policy/source.ts";
import { installation } from "../installation.ts";
import { type PolicySet, readPolicyFolder } from "../policy-set.ts";
import { shippedReadme } from "../rule-texts.ts";

/** What the rules that this program brings say, and the digests of their Rego: their sources stand beside the program. */
export function describeShipped({ rules }: Pick<PolicySet, "rules">): RuleDescriptions {
  const files = readPolicyFolder(installation.policies);
  const described = rules.map((rule): [string, RuleDescription] => {
    const folder = `${rule.package.replaceAll(".", "/")}/`;
    const messages = {
      en: shippedReadme(rule, "en").frontMatter.messages,
      ja: shippedReadme(rule, "ja").frontMatter.messages,
    };
    return [rule.id, { source: digestBelow(files, (path) => path.startsWith(folder)), messages }];
  });
  const library = digestBelow(files, (path) => path === capabilitiesPath || path.startsWith("lib/"));
  return { library, rules: Object.fromEntries(described) };
}

function digestBelow(files: PolicyFiles, wanted: (path: string) => boolean): string {
  const decisive = [...files].filter(([path]) => isPolicySource(path) && wanted(path)).toSorted();
  return digestOf(decisive.map(([path, text]) => [path, sha256Hex(text)]));
}
