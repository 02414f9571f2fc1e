import type { JsonValue } from "../../model/json.ts";

/** Where a block stands, without the keys of its instances. */
export interface BlockName {
  readonly modules: readonly string[];
  readonly type: string;
  readonly name: string;
  readonly mode: "managed" | "data";
}

/** Names of the calls in `module.a["x.y"].module.b`. */
export function moduleNames(address: JsonValue | undefined): readonly string[] {
  if (typeof address !== "string") return [];
  const steps = stepsOf(address);
  return steps.filter((_, index) => index % 2 === 1);
}

/** The block of an address as the Terraform reader writes them; `null` for what is no resource (providers, settings). */
export function blockOf(address: string): BlockName | null {
  const steps = [...stepsOf(address)];
  const modules: string[] = [];
  while (steps[0] === "module" && steps.length > 2) {
    modules.push(steps[1] ?? "");
    steps.splice(0, 2);
  }
  const mode = steps[0] === "data" ? "data" : "managed";
  if (mode === "data") steps.shift();
  const [type, name] = steps;
  if (type === undefined || name === undefined || steps.length !== 2 || type === "module") return null;
  return { modules, type, name, mode };
}

/** Names between the dots of an address; keys in brackets hold dots, quotes and spaces, and are passed over. */
function stepsOf(address: string): readonly string[] {
  const steps: string[] = [];
  const pattern = /\["(?:[^"\\]|\\.)*"\]|\[[^\]"]*\]|\.|[^.[\]]+/gy;
  for (const [part] of address.matchAll(pattern)) if (part !== "." && !part.startsWith("[")) steps.push(part);
  return steps;
}

/** Text that is equal for equal blocks, and for no others. */
export function blockKey({ modules, type, name, mode }: BlockName): string {
  return JSON.stringify([modules, mode, type, name]);
}
