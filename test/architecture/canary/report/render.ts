import { fetchPull } from "../github/fetch-pull.ts";

export function render(): string {
  return fetchPull();
}
