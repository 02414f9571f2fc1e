import type { NetworkEffect, NetworkOpening, NetworkPeer } from "../../model/change-effect.ts";
import { effectTextsOf } from "../text/locale.ts";
import type { EffectWriting } from "./writing.ts";

/** What gets through now comes first; that everything else is kept out is said with it. */
export function networkTexts(effect: NetworkEffect, writing: EffectWriting): readonly string[] {
  const { network } = effectTextsOf(writing.locale);
  const { direction, isolation, gained, lost } = effect;
  // Where the restriction itself is gone, who came in by it has lost nothing.
  if (isolation === "ends") return [network.ends(direction)];
  return [
    ...gained.map((opening) => network.gained(openingText(direction, opening, writing))),
    ...lost.map((opening) => network.lost(openingText(direction, opening, writing))),
    ...(isolation === "begins" ? [network.begins(direction, gained.length === 0)] : []),
  ];
}

/** What is let through by something that comes or goes as a whole. */
export function wholeNetworkTexts(effect: NetworkEffect, writing: EffectWriting): readonly string[] {
  const { network } = effectTextsOf(writing.locale);
  const { direction, isolation, gained, lost } = effect;
  if (isolation === "ends") return [network.ends(direction)];
  return [
    ...[...gained, ...lost].map((opening) => openingText(direction, opening, writing)),
    ...(isolation === "begins" ? [network.begins(direction, gained.length === 0)] : []),
  ];
}

function openingText(
  direction: NetworkEffect["direction"],
  { peer, ports }: NetworkOpening,
  writing: EffectWriting,
): string {
  const { network } = effectTextsOf(writing.locale);
  const named = peerText(peer, writing);
  if (ports.length === 0 || (ports.length === 1 && ports[0] === "*")) {
    // Pods that are chosen by their labels seldom are for a port; an address that is let in for all of them stands out.
    return network.opening(direction, named, peer.kind === "pods" ? "" : network.everyPort);
  }
  if (ports.some((port) => port.startsWith("?")))
    return network.opening(direction, named, network.unknownPort);
  const [only] = ports;
  if (peer.kind === "cidr" && ports.length === 1 && only !== undefined)
    return network.pair(direction, named, withService(only, writing));
  const list = writing.list(ports.map((port) => withService(port, writing)));
  return network.opening(direction, named, network.port(list, ports.length));
}

function peerText(peer: NetworkPeer, writing: EffectWriting): string {
  const { peers } = effectTextsOf(writing.locale).network;
  switch (peer.kind) {
    case "anybody":
      return peers.anybody;
    case "itself":
      return peers.itself;
    case "unknown":
      return peers.unknown;
    case "cidr":
      return peer.except.length === 0
        ? writing.word(peer.cidr)
        : peers.except(writing.word(peer.cidr), writing.words(peer.except));
    case "securityGroup":
      return peers.securityGroup(writing.word(peer.group));
    case "prefixList":
      return peers.prefixList(writing.word(peer.list));
    case "pods":
      return podsText(peer, writing);
  }
}

function podsText(
  { pods, namespaces }: Extract<NetworkPeer, { kind: "pods" }>,
  writing: EffectWriting,
): string {
  const { peers } = effectTextsOf(writing.locale).network;
  const named = pods === "" ? peers.allPods : peers.pods(writing.word(pods));
  if (namespaces === null) return named;
  return peers.podsIn(named, namespaces === "" ? peers.allNamespaces : writing.word(namespaces));
}

/** What people know to listen on a port. */
const services: Readonly<Record<string, string>> = {
  "22": "SSH",
  "53": "DNS",
  "53/UDP": "DNS",
  "80": "HTTP",
  "443": "HTTPS",
  "1433": "SQL Server",
  "1521": "Oracle",
  "2049": "NFS",
  "2379": "etcd",
  "3306": "MySQL",
  "3389": "RDP",
  "5432": "PostgreSQL",
  "5439": "Redshift",
  "5672": "AMQP",
  "6379": "Redis",
  "6443": "Kubernetes",
  "9092": "Kafka",
  "9200": "Elasticsearch",
  "10250": "kubelet",
  "11211": "Memcached",
  "27017": "MongoDB",
};

function withService(port: string, writing: EffectWriting): string {
  const service = Object.hasOwn(services, port) ? services[port] : undefined;
  return service === undefined ? writing.word(port) : `${port} (${service})`;
}
