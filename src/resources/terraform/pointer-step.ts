import type { Pointer } from "../../model/json.ts";

/** The first step of a pointer, still escaped, and the rest of it. */
export function firstStep(pointer: Pointer): { readonly step: string; readonly rest: Pointer } {
  const slash = pointer.indexOf("/", 1);
  return slash === -1
    ? { step: pointer.slice(1), rest: "" }
    : { step: pointer.slice(1, slash), rest: pointer.slice(slash) };
}
