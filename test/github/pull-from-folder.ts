import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { StandIn } from "./stand-in.ts";
import type { FileSpec } from "./world/commits.ts";

/** What `pull.json` says of a pull request of `fixtures/pulls`. */
interface PullFile {
  readonly title: string;
  readonly author: string;
  /** Of the author, as `org/team`. */
  readonly teams: readonly string[];
  readonly description?: string;
}

export interface FolderPull {
  readonly repository: string;
  readonly number: number;
  readonly head: string;
  readonly author: string;
}

/**
 * Opens a pull request of `fixtures/pulls`: a repository of its own holds `base`, and the pull request makes it `head`.
 * The author, the author's teams and their organisation are made where they are not there yet, and every team gets
 * access to the repository. The App has to be installed for the whole organisation before or after.
 */
export async function pullFromFolder(
  standIn: StandIn,
  folder: string,
  options: { readonly owner?: string; readonly name?: string; readonly draft?: boolean } = {},
): Promise<FolderPull> {
  const { acts, look } = standIn;
  const owner = options.owner ?? "acme";
  const repository = `${owner}/${options.name ?? basename(folder)}`;
  const { title, author, teams, description }: PullFile = JSON.parse(
    readFileSync(join(folder, "pull.json"), "utf8"),
  );
  if (!(await look.has({ account: owner }))) await acts.createOrganisation({ login: owner });
  for (const team of teams) {
    if (!(await look.has({ team }))) await acts.createTeam({ team, members: [author] });
    else {
      await acts.addMember({ organisation: owner, login: author });
      await acts.addToTeam({ team, login: author });
    }
  }
  await acts.addMember({ organisation: owner, login: author });
  const access = Object.fromEntries(teams.map((team) => [team, "push" as const]));
  await acts.createRepository({ name: repository, files: filesIn(join(folder, "base")), teams: access });
  const commits = [{ message: title, files: filesIn(join(folder, "head")), replace: true }];
  const body = description === undefined ? {} : { body: description };
  const draft = options.draft === undefined ? {} : { draft: options.draft };
  const { number, head } = await acts.openPull({ repository, by: author, title, commits, ...body, ...draft });
  return { repository, number, head, author };
}

/** Every file below a folder, as commits of the stand-in take them. */
export function filesIn(folder: string): Readonly<Record<string, FileSpec>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((path) => [relative(folder, path).split("\\").join("/"), fileAt(path)]),
  );
}

function fileAt(path: string): FileSpec {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return { text: readlinkSync(path), mode: "120000" };
  const base64 = readFileSync(path).toString("base64");
  return { base64, mode: (status.mode & 0o111) === 0 ? "100644" : "100755" };
}
