/** The repository's settings, from its top. */
export const repositoryFile = ".github/sekisho.yml";
/** Where policies, waivers and other files that decide about rules live. */
const configurationDirectory = ".github/sekisho";
/** One waiver for each `.yml` file, or a list of them. */
const waiversDirectory = `${configurationDirectory}/waivers`;

/** Whether a path of a tree is a waiver file; deeper folders are not looked into. */
export function isWaiverFile(path: string): boolean {
  const name = path.startsWith(`${waiversDirectory}/`) ? path.slice(waiversDirectory.length + 1) : "";
  return !name.includes("/") && /\.ya?ml$/.test(name);
}
