import type { ChangeEffect } from "../../model/change-effect.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { membersEffects, propertyEffects } from "./properties.ts";
import { isOpaque, listAt, objectAt, readAt, type Sides, tellsOf, textAt } from "./sides.ts";

export function serviceEffects(sides: Sides): readonly ChangeEffect[] {
  const lists = [
    { property: "servicePorts", path: ["spec", "ports"], read: servicePorts },
    { property: "selector", path: ["spec", "selector"], read: labelsAt },
    { property: "sourceRanges", path: ["spec", "loadBalancerSourceRanges"], read: listAt },
  ] as const;
  return [
    ...propertyEffects(sides, [
      { property: "serviceType", path: ["spec", "type"], fact: true },
      { property: "externalTraffic", path: ["spec", "externalTrafficPolicy"] },
    ]),
    ...lists
      .filter(({ property }) => sides.edited || property === "servicePorts")
      .flatMap(({ property, path, read }) => listEffects(sides, property, path, read)),
  ];
}

/** `80`, `80 → 8080`, `53/UDP`. */
function servicePorts(side: JsonValue, path: ObjectPath): readonly JsonValue[] {
  return listAt(side, path).map((entry) => {
    const [port, target] = [readAt(entry, ["port"]), readAt(entry, ["targetPort"])];
    if (isOpaque(port) || isOpaque(target)) return port;
    const protocol = textAt(entry, ["protocol"]) ?? "TCP";
    const shown = protocol === "TCP" ? String(port) : `${port}/${protocol}`;
    return target === null || target === port ? shown : `${shown} → ${target}`;
  });
}

function labelsAt(side: JsonValue, path: ObjectPath): readonly JsonValue[] {
  return Object.entries(objectAt(side, path)).map(([key, value]) =>
    isOpaque(value) ? value : `${key}=${value}`,
  );
}

export function ingressEffects(sides: Sides): readonly ChangeEffect[] {
  return [
    ...listEffects(sides, "routes", ["spec", "rules"], ingressRoutes),
    ...listEffects(sides, "routes", ["spec", "defaultBackend"], (side, path) => {
      const backend = readAt(side, path);
      return backend === null ? [] : [`* → ${backendName(backend)}`];
    }),
    ...(sides.edited ? listEffects(sides, "tlsHosts", ["spec", "tls"], tlsHosts) : []),
    ...propertyEffects(sides, [{ property: "ingressClass", path: ["spec", "ingressClassName"] }]),
  ];
}

/** `shop.example.com/api → api:80`; what has no host answers to all. */
function ingressRoutes(side: JsonValue, path: ObjectPath): readonly JsonValue[] {
  return listAt(side, path).flatMap((rule) => {
    const host = readAt(rule, ["host"]);
    if (isOpaque(host)) return [host];
    const paths = listAt(rule, ["http", "paths"]);
    if (paths.length === 0) return [host ?? "*"];
    return paths.map((entry) => {
      const at = textAt(entry, ["path"]) ?? "/";
      return `${host ?? "*"}${at === "/" ? "" : at} → ${backendName(readAt(entry, ["backend"]))}`;
    });
  });
}

/** The service of a backend, as `networking.k8s.io/v1` and the versions before it write it. */
function backendName(backend: JsonValue): string {
  const name = textAt(backend, ["service", "name"]) ?? textAt(backend, ["serviceName"]);
  const port =
    [["service", "port", "number"], ["service", "port", "name"], ["servicePort"]]
      .map((path) => readAt(backend, path))
      .find((found) => typeof found === "string" || typeof found === "number") ?? null;
  const resource = textAt(backend, ["resource", "name"]) ?? "…";
  return name === null ? resource : port === null ? name : `${name}:${port}`;
}

function tlsHosts(side: JsonValue, path: ObjectPath): readonly JsonValue[] {
  return listAt(side, path).flatMap((entry) => listAt(entry, ["hosts"]));
}

/** HTTPRoute, GRPCRoute and their kin; what shares traffic between backends is told as shares. */
export function gatewayRouteEffects(sides: Sides): readonly ChangeEffect[] {
  return [
    ...listEffects(sides, "hosts", ["spec", "hostnames"], listAt),
    ...(sides.edited ? listEffects(sides, "routes", ["spec", "rules"], gatewayRoutes, false) : []),
  ];
}

function gatewayRoutes(side: JsonValue, path: ObjectPath): readonly JsonValue[] {
  return listAt(side, path).flatMap((rule) => {
    const backends = listAt(rule, ["backendRefs"]).map((backend) => {
      const [name, port] = [textAt(backend, ["name"]), readAt(backend, ["port"])];
      return port === null || typeof port === "object" ? (name ?? "…") : `${name}:${port}`;
    });
    const matches = listAt(rule, ["matches"]).map((match) => textAt(match, ["path", "value"]) ?? "/");
    const paths = matches.length === 0 ? ["/"] : matches;
    return paths.map((at) => `${at} → ${backends.join(" + ")}`);
  });
}

export function certificateEffects(sides: Sides): readonly ChangeEffect[] {
  return [
    ...listEffects(sides, "hosts", ["spec", "dnsNames"], listAt),
    ...propertyEffects(sides, [
      { property: "secretName", path: ["spec", "secretName"] },
      { property: "issuer", path: ["spec", "issuerRef", "name"] },
    ]),
  ];
}

/** `speaksFor`: the list tells all there is, so nothing below it is told once more. */
function listEffects(
  sides: Sides,
  property: Parameters<typeof membersEffects>[0]["property"],
  path: ObjectPath,
  read: (side: JsonValue, path: ObjectPath) => readonly JsonValue[],
  speaksFor = true,
): readonly ChangeEffect[] {
  return membersEffects({
    property,
    before: read(sides.before, path),
    after: read(sides.after, path),
    tells: speaksFor ? tellsOf(sides, path) : [],
  });
}
