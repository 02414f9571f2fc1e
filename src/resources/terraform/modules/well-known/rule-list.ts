import { isJsonArray, type ObjectPath } from "../../../../model/json.ts";
import type { Resource } from "../../../../model/resource.ts";
import { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";

/** What a rule is where it does not say so itself; `null`: that is not known either. */
export interface RuleDefaults {
  readonly port: number | null;
  readonly protocol: string;
}

/**
 * The group that a list or map of rules makes, one block each: `{from_port, to_port, protocol, cidr_blocks, …}` or, as
 * newer modules write it, `{from_port, to_port, ip_protocol, cidr_ipv4, …}`.
 */
export function groupOfRules(call: ModuleCall, from: ObjectPath, defaults: RuleDefaults): Resource {
  const draft = new Draft(call);
  if (call.isUnknown(...from)) draft.hide(["ingress"], from);
  const counts = { ingress: 0, egress: 0 };
  for (const element of call.elements(...from)) {
    const side = call.value(...element, "type") === "egress" ? "egress" : "ingress";
    const to = [side, counts[side]];
    counts[side] += 1;
    if (call.isUnknown(...element)) draft.hide(to, element);
    else rule(call, draft, element, to, defaults);
  }
  return draft.finish("aws_security_group", { name: String(from.at(-1)), about: from });
}

function rule(
  call: ModuleCall,
  draft: Draft,
  from: ObjectPath,
  to: ObjectPath,
  defaults: RuleDefaults,
): void {
  draft.put(to, {}, from);
  for (const name of ["from_port", "to_port"]) {
    const other = name === "to_port" ? [...from, "from_port"] : from;
    if (call.argument([...from, name]).kind !== "absent") draft.copy([...from, name], [...to, name]);
    else if (call.argument(other).kind !== "absent" && name === "to_port") draft.copy(other, [...to, name]);
    else if (defaults.port === null) draft.hide([...to, name], from);
    else draft.put([...to, name], defaults.port, from);
  }
  draft.put([...to, "protocol"], defaults.protocol, from);
  for (const name of ["protocol", "ip_protocol"]) draft.copy([...from, name], [...to, "protocol"]);
  addresses(call, draft, [...from, "cidr_blocks"], [...to, "cidr_blocks"]);
  addresses(call, draft, [...from, "ipv6_cidr_blocks"], [...to, "ipv6_cidr_blocks"]);
  for (const [name, list] of [
    ["cidr_ipv4", "cidr_blocks"],
    ["cidr_ipv6", "ipv6_cidr_blocks"],
  ] as const) {
    if (call.argument([...from, name]).kind !== "absent") draft.copy([...from, name], [...to, list, 0]);
  }
  draft.copy([...from, "description"], [...to, "description"]);
}

/** Addresses as a list, or as one text with commas between them. */
export function addresses(call: ModuleCall, draft: Draft, from: ObjectPath, to: ObjectPath): void {
  const value = call.value(...from);
  if (typeof value === "string")
    draft.put(
      to,
      value.split(",").map((each) => each.trim()),
      from,
    );
  else if (isJsonArray(value) || call.isUnknown(...from)) draft.copy(from, to);
}
