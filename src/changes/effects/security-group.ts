import type { ChangeEffect, NetworkEffect, NetworkOpening, NetworkPeer } from "../../model/change-effect.ts";
import { isJsonArray, type JsonValue, type ObjectPath } from "../../model/json.ts";
import { cut, difference } from "./properties.ts";
import { isOpaque, listAt, readAt, type Sides, tellsOf, textAt } from "./sides.ts";

const directions = ["ingress", "egress"] as const;

/** The rules that stand in a security group itself. */
export function securityGroupEffects(sides: Sides): readonly ChangeEffect[] {
  return directions.flatMap((direction) => {
    const openings = (side: JsonValue) =>
      isOpaque(readAt(side, [direction]))
        ? [unknownOpening]
        : listAt(side, [direction]).flatMap((rule) => openingsOf(rule));
    return networkEffects(sides, direction, openings, [[direction]]);
  });
}

/** `aws_security_group_rule`, which says its direction itself. */
export function securityGroupRuleEffects(sides: Sides): readonly ChangeEffect[] {
  return directions.flatMap((direction) => {
    const openings = (side: JsonValue) => (textAt(side, ["type"]) === direction ? openingsOf(side) : []);
    return networkEffects(sides, direction, openings, rulePaths);
  });
}

export function ingressRuleEffects(sides: Sides): readonly ChangeEffect[] {
  return networkEffects(sides, "ingress", openingsOf, rulePaths);
}

export function egressRuleEffects(sides: Sides): readonly ChangeEffect[] {
  return networkEffects(sides, "egress", openingsOf, rulePaths);
}

const cidrLists = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"];
const groupLists = ["security_groups", "source_security_group_id", "referenced_security_group_id"];
const prefixLists = ["prefix_list_ids", "prefix_list_id"];
const rulePaths: readonly ObjectPath[] = [
  ...cidrLists,
  ...groupLists,
  ...prefixLists,
  ...["type", "self", "from_port", "to_port", "protocol", "ip_protocol"],
].map((name) => [name]);

const unknownOpening: NetworkOpening = { peer: { kind: "unknown" }, ports: [] };

function networkEffects(
  sides: Sides,
  direction: NetworkEffect["direction"],
  openings: (side: JsonValue) => readonly NetworkOpening[],
  paths: readonly ObjectPath[],
): readonly NetworkEffect[] {
  const [old, current] = [sides.before, sides.after].map((side) => (side === null ? [] : openings(side)));
  const { gained, lost } = difference(old ?? [], current ?? []);
  if (gained.length + lost.length === 0) return [];
  return [{ kind: "network", direction, ...cut({ gained, lost }), tells: tellsOf(sides, ...paths) }];
}

/** A rule of any of the three ways in which Terraform writes them. */
function openingsOf(rule: JsonValue): readonly NetworkOpening[] {
  if (isOpaque(rule)) return [unknownOpening];
  const ports = portsOf(rule);
  const peers: readonly NetworkPeer[] = [
    ...peersAt(rule, cidrLists, (cidr) => ({ kind: "cidr", cidr, except: [] })),
    ...peersAt(rule, groupLists, (group) => ({ kind: "securityGroup", group })),
    ...peersAt(rule, prefixLists, (list) => ({ kind: "prefixList", list })),
    ...(readAt(rule, ["self"]) === true ? [{ kind: "itself" } as const] : []),
  ];
  return peers.map((peer) => ({ peer, ports }));
}

function peersAt(
  rule: JsonValue,
  fields: readonly string[],
  peer: (text: string) => NetworkPeer,
): readonly NetworkPeer[] {
  return fields.flatMap((field) => {
    const value = readAt(rule, [field]);
    const values = isJsonArray(value) ? value : value === null ? [] : [value];
    return values.map((each): NetworkPeer => (typeof each === "string" ? peer(each) : { kind: "unknown" }));
  });
}

const protocols: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };

function portsOf(rule: JsonValue): readonly string[] {
  const written = readAt(rule, ["protocol"]) ?? readAt(rule, ["ip_protocol"]);
  const text = String(written ?? "").toLowerCase();
  const protocol = Object.hasOwn(protocols, text) ? (protocols[text] ?? text) : text;
  if (protocol === "-1" || protocol === "all") return [];
  const [from, to] = [readAt(rule, ["from_port"]), readAt(rule, ["to_port"])];
  if (isOpaque(from) || isOpaque(to) || (from === null && to === null)) {
    return protocol === "" || protocol === "tcp"
      ? [unknownPort]
      : [`${unknownPort}/${protocol.toUpperCase()}`];
  }
  if (protocol.startsWith("icmp")) return [protocol.toUpperCase()];
  if (Number(from) <= 1 && Number(to) >= 65_535)
    return protocol === "tcp" ? ["*"] : [`*/${protocol.toUpperCase()}`];
  const range = from === to || to === null ? String(from) : `${from}-${to}`;
  return protocol === "tcp" || protocol === "" ? [range] : [`${range}/${protocol.toUpperCase()}`];
}

/** Where the ports are known only after apply. */
const unknownPort = "?";
