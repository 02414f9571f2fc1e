import type { Ruleset } from "../world/rule-types.ts";
import type { World } from "../world/world.ts";
import { apiUrl, type JsonBody, nodeId, timestamp } from "./basic.ts";

export function rulesetBody(world: World, ruleset: Ruleset): JsonBody {
  const { type, name } = ruleset.source;
  const url = `${apiUrl(world)}/${type === "Repository" ? "repos" : "orgs"}/${name}/rulesets/${ruleset.id}`;
  const html =
    type === "Repository"
      ? `${world.origin}/${name}/rules`
      : `${world.origin}/organizations/${name}/settings/rules`;
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: "branch",
    source_type: type,
    source: name,
    enforcement: ruleset.enforcement,
    conditions: {
      ref_name: { include: ruleset.include, exclude: ruleset.exclude },
      ...(type === "Organization" ? { repository_name: { include: ["~ALL"], exclude: [] } } : {}),
    },
    rules: ruleset.rules,
    bypass_actors: ruleset.bypass,
    current_user_can_bypass: "never",
    node_id: nodeId("RRS", ruleset.id),
    created_at: timestamp(ruleset.createdAt),
    updated_at: timestamp(ruleset.updatedAt),
    _links: { self: { href: url }, html: { href: `${html}/${ruleset.id}` } },
  };
}
