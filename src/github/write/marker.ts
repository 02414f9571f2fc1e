/**
 * What a comment or review of ours carries out of sight, so that one that was cut off half-way is known again. It says
 * nothing about who wrote it: that is asked of GitHub.
 */
export type Marker =
  | { readonly kind: "comment"; readonly digest: string }
  | { readonly kind: "suggestions"; readonly head: string };

export function markerText(marker: Marker): string {
  const value = marker.kind === "comment" ? marker.digest : marker.head;
  return `<!-- sekisho:${marker.kind}=${value.replace(/[^\w:.-]/g, "_")} -->`;
}

/** The last one counts: what stands before it may be quoted from a pull request. */
export function markerIn(kind: Marker["kind"], body: string): string | null {
  const found = [...body.matchAll(/<!-- sekisho:(comment|suggestions)=([\w:.-]{1,200}) -->/g)];
  return found.filter(([, name]) => name === kind).at(-1)?.[2] ?? null;
}
