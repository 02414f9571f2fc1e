import { thing } from "../model/thing.ts";

export function fetchPull(): string {
  return String(thing);
}
