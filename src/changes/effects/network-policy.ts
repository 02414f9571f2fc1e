import type { ChangeEffect, NetworkEffect, NetworkOpening, NetworkPeer } from "../../model/change-effect.ts";
import { isJsonArray, type JsonValue } from "../../model/json.ts";
import { cut, difference } from "./properties.ts";
import { isOpaque, listAt, objectAt, readAt, type Sides, tellsOf, textAt } from "./sides.ts";

const directions = ["ingress", "egress"] as const;

/** Who may now reach the pods of a policy, or be reached by them, and who no longer. */
export function networkPolicyEffects(sides: Sides): readonly ChangeEffect[] {
  return directions.flatMap((direction) => directionEffects(sides, direction));
}

function directionEffects(sides: Sides, direction: NetworkEffect["direction"]): readonly NetworkEffect[] {
  const [isolated, isolates] = [sides.before, sides.after].map((side) => isIsolated(side, direction));
  const { gained, lost } = difference(
    openingsAt(sides.before, direction),
    openingsAt(sides.after, direction),
  );
  const isolation = isolated === isolates ? null : isolates === true ? "begins" : "ends";
  if (isolation === null && gained.length + lost.length === 0) return [];
  return [
    {
      kind: "network",
      direction,
      ...(isolation === null ? {} : { isolation }),
      ...cut({ gained, lost }),
      tells: tellsOf(sides, ["spec", direction], ["spec", "policyTypes"]),
    },
  ];
}

/** A policy without types is about what comes in, and about what goes out where it says anything of that. */
function isIsolated(side: JsonValue, direction: NetworkEffect["direction"]): boolean {
  if (side === null) return false;
  const types = readAt(side, ["spec", "policyTypes"]);
  if (!isJsonArray(types)) return direction === "ingress" || readAt(side, ["spec", "egress"]) !== null;
  return types.some((type) => typeof type === "string" && type.toLowerCase() === direction);
}

function openingsAt(side: JsonValue, direction: NetworkEffect["direction"]): readonly NetworkOpening[] {
  if (!isIsolated(side, direction)) return [];
  return listAt(side, ["spec", direction]).flatMap((rule) => {
    const ports = portsOf(rule);
    const peers = listAt(rule, [direction === "ingress" ? "from" : "to"]);
    if (isOpaque(rule)) return [{ peer: { kind: "unknown" } as const, ports: [] }];
    if (peers.length === 0) return [{ peer: { kind: "anybody" } as const, ports }];
    return peers.map((peer) => ({ peer: peerOf(peer), ports }));
  });
}

function portsOf(rule: JsonValue): readonly string[] {
  return listAt(rule, ["ports"]).map((entry) => {
    const [port, end] = [readAt(entry, ["port"]), readAt(entry, ["endPort"])];
    const protocol = textAt(entry, ["protocol"]) ?? "TCP";
    const first = port === null || typeof port === "object" ? "*" : String(port);
    const range = typeof end === "number" ? `${first}-${end}` : first;
    return protocol === "TCP" ? range : `${range}/${protocol}`;
  });
}

function peerOf(peer: JsonValue): NetworkPeer {
  if (isOpaque(peer)) return { kind: "unknown" };
  const cidr = readAt(peer, ["ipBlock", "cidr"]);
  if (typeof cidr === "string") {
    const except = listAt(peer, ["ipBlock", "except"]).filter((each) => typeof each === "string");
    return cidr === "0.0.0.0/0" && except.length === 0
      ? { kind: "cidr", cidr, except: [] }
      : { kind: "cidr", cidr, except };
  }
  if (cidr !== null) return { kind: "unknown" };
  const namespaces = readAt(peer, ["namespaceSelector"]);
  return {
    kind: "pods",
    pods: selectorText(readAt(peer, ["podSelector"])),
    namespaces: namespaces === null ? null : selectorText(namespaces),
  };
}

/** A selector as kubectl writes it: `app=api,tier in (a,b)`; `""` selects all. */
export function selectorText(selector: JsonValue): string {
  const labels = Object.entries(objectAt(selector, ["matchLabels"])).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : "?"}`,
  );
  const expressions = listAt(selector, ["matchExpressions"]).map((expression) => {
    const [key, operator] = [textAt(expression, ["key"]) ?? "?", textAt(expression, ["operator"]) ?? "?"];
    const values = listAt(expression, ["values"]).join(",");
    if (operator === "Exists") return key;
    if (operator === "DoesNotExist") return `!${key}`;
    return `${key} ${operator === "In" ? "in" : "notin"} (${values})`;
  });
  return [...labels, ...expressions].join(",");
}
