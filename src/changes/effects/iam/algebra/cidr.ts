import { BlockList, isIP } from "node:net";

interface Block {
  readonly address: string;
  readonly bits: number;
  readonly family: "ipv4" | "ipv6";
}

/** Whether every address of `narrow` is in `wide`; an address alone is a block of one. What is none is in nothing. */
export function cidrCovers(wide: string, narrow: string): boolean {
  const [outer, inner] = [blockOf(wide), blockOf(narrow)];
  return outer !== null && inner !== null && contains(outer, inner);
}

/** Whether they have an address in common; of what is no block that cannot be told. */
export function cidrsOverlap(left: string, right: string): boolean {
  const [first, second] = [blockOf(left), blockOf(right)];
  return first === null || second === null || contains(first, second) || contains(second, first);
}

function contains(outer: Block, inner: Block): boolean {
  if (outer.family !== inner.family || outer.bits > inner.bits) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.bits, outer.family);
  return list.check(inner.address, inner.family);
}

function blockOf(text: string): Block | null {
  const [address = "", written, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0 || address.includes("%")) return null;
  const longest = version === 4 ? 32 : 128;
  const bits = written === undefined ? longest : /^\d{1,3}$/.test(written) ? Number(written) : Number.NaN;
  return bits <= longest ? { address, bits, family: version === 4 ? "ipv4" : "ipv6" } : null;
}
