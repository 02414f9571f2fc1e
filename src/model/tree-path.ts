/**
 * A path that somebody wrote relative to a folder, as trees have it: no `.`, no `..`, no empty step. What climbs above
 * the repository ends at its top, so that no path leads out of it.
 */
export function joinTreePath(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}
