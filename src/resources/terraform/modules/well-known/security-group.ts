import { isJsonArray, type JsonValue, type ObjectPath } from "../../../../model/json.ts";
import type { Resource } from "../../../../model/resource.ts";
import { Draft } from "../draft.ts";
import type { ModuleCall } from "../module-call.ts";
import type { ModuleReader } from "../module-reader.ts";
import { coded } from "../registry.ts";
import { addresses } from "./rule-list.ts";
import { namedPorts, rulesOfFolder } from "./security-group-ports.ts";

const inputs = {
  create: true,
  create_sg: true,
  ingress_cidr_blocks: [],
  ingress_ipv6_cidr_blocks: [],
  egress_cidr_blocks: ["0.0.0.0/0"],
  egress_ipv6_cidr_blocks: ["::/0"],
};

const versions = ">= 3.0, < 6.0";

/**
 * The group with all its rules in it. The module makes resources of them that are numbered, so that a rule put in front
 * changes all the others; in the group they are told apart by what they say.
 */
export const securityGroupModules: readonly ModuleReader[] = [
  coded({ name: "security-group", versions, inputs }, (call) => group(call, [])),
  {
    ...coded({ name: "security-group//modules/*", versions, inputs }, inFolder),
  },
];

/** `modules/https-443` and the like open their own rules for `ingress_cidr_blocks`, and everything outward. */
function inFolder(call: ModuleCall): readonly Resource[] {
  const source = String(call.value("source") ?? "");
  return group(call, rulesOfFolder(/\/\/modules\/([\w-]+)/.exec(source)?.[1] ?? ""));
}

type Side = "ingress" | "egress";

class Rules {
  readonly #call: ModuleCall;
  readonly #draft: Draft;
  readonly #side: Side;
  #count = 0;

  constructor(call: ModuleCall, draft: Draft, side: Side) {
    this.#call = call;
    this.#draft = draft;
    this.#side = side;
  }

  /** A rule with a name, for the addresses that the call gives for all of them. */
  named(name: JsonValue | undefined, from: ObjectPath): void {
    const to = this.#next(from);
    const ports = typeof name === "string" ? namedPorts(name) : null;
    if (ports === null)
      for (const key of ["from_port", "to_port", "protocol"]) this.#draft.hide([...to, key], from);
    else this.#ports(to, ports, from);
    this.#shared(to);
  }

  /** An entry of `ingress_with_cidr_blocks` and its kind: with a rule's name, or ports and a protocol, or some of both. */
  written(from: ObjectPath): void {
    const to = this.#next(from);
    if (this.#call.isUnknown(...from)) {
      this.#draft.hide(to, from);
      return;
    }
    const rule = this.#call.value(...from, "rule");
    const ports = typeof rule === "string" ? namedPorts(rule) : null;
    if (ports !== null) this.#ports(to, ports, [...from, "rule"]);
    else if (this.#call.isUnknown(...from, "rule"))
      for (const key of ["from_port", "to_port", "protocol"])
        this.#draft.hide([...to, key], [...from, "rule"]);
    for (const key of ["from_port", "to_port", "protocol", "description"])
      if (this.#call.argument([...from, key]).kind !== "absent")
        this.#draft.copy([...from, key], [...to, key]);
    for (const list of ["cidr_blocks", "ipv6_cidr_blocks"])
      addresses(this.#call, this.#draft, [...from, list], [...to, list]);
    for (const key of ["source_security_group_id", "self"]) this.#draft.copy([...from, key], [...to, key]);
  }

  /** An entry without addresses of its own has those of the call. */
  writtenWithAddresses(list: "cidr_blocks" | "ipv6_cidr_blocks", from: ObjectPath): void {
    const to = [this.#side, this.#count];
    this.written(from);
    if (this.#call.argument([...from, list]).kind !== "absent") return;
    this.#draft.copy([`${this.#side}_${list}`], [...to, list]);
  }

  /** A number of rules that cannot be told. */
  unknown(from: ObjectPath): void {
    this.#draft.hide(this.#next(from), from);
  }

  #next(from: ObjectPath): ObjectPath {
    const to = [this.#side, this.#count];
    this.#draft.put(to, {}, from);
    this.#count += 1;
    return to;
  }

  #ports(
    to: ObjectPath,
    { from, to: last, protocol }: NonNullable<ReturnType<typeof namedPorts>>,
    place: ObjectPath,
  ) {
    this.#draft.put([...to, "from_port"], from, place).put([...to, "to_port"], last, place);
    this.#draft.put([...to, "protocol"], protocol, place);
  }

  #shared(to: ObjectPath): void {
    for (const list of ["cidr_blocks", "ipv6_cidr_blocks"]) {
      const from = [`${this.#side}_${list}`];
      const value = this.#call.value(...from);
      if (this.#call.isUnknown(...from) || (isJsonArray(value) && value.length > 0))
        this.#draft.copy(from, [...to, list]);
    }
  }
}

function group(call: ModuleCall, own: readonly string[]): readonly Resource[] {
  if (!call.mayBe("create", true)) return [];
  const draft = new Draft(call);
  for (const name of ["name", "description", "vpc_id", "tags"]) draft.copy([name], [name]);
  for (const side of ["ingress", "egress"] as const) fill(call, new Rules(call, draft, side), side, own);
  return [draft.finish("aws_security_group")];
}

function fill(call: ModuleCall, rules: Rules, side: Side, own: readonly string[]): void {
  if (side === "ingress") for (const name of own) rules.named(name, [`${side}_cidr_blocks`]);
  if (side === "egress" && own.length > 0 && !call.gives("egress_rules")) rules.named("all-all", []);
  for (const prefix of ["", "computed_"]) {
    each(call, rules, [`${prefix}${side}_rules`], (from) => rules.named(call.value(...from), from));
    for (const list of ["cidr_blocks", "ipv6_cidr_blocks"] as const)
      each(call, rules, [`${prefix}${side}_with_${list}`], (from) => rules.writtenWithAddresses(list, from));
    for (const kind of ["source_security_group_id", "self", "prefix_list_ids"])
      each(call, rules, [`${prefix}${side}_with_${kind}`], (from) => rules.written(from));
  }
}

function each(call: ModuleCall, rules: Rules, from: ObjectPath, read: (element: ObjectPath) => void): void {
  if (call.isUnknown(...from)) rules.unknown(from);
  for (const element of call.elements(...from)) read(element);
}
