import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type FileFormat, fileFormatOf, holdsFormat } from "../../src/formats/file-format.ts";
import { directoryTree } from "../../src/git/index.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Report } from "../../src/model/report.ts";
import type { CorporaSession } from "./session.ts";

export interface JudgedFiles {
  readonly repositories: number;
  /** How many files of each format were read. */
  readonly formats: ReadonlyMap<string, number>;
  readonly notEvaluated: readonly {
    readonly repository: string;
    readonly path: string;
    readonly detail: string;
  }[];
  readonly findings: readonly {
    readonly repository: string;
    readonly report: Report;
    readonly finding: Finding;
  }[];
}

/** The rules that read such files; the reader's own problems are findings of these, too. */
const rules = "SEC-029,SEC-047,SEC-048,SEC-049,SEC-050,SEC-053,SEC-055,VAL-001,CHG-025";

/** Scans every repository in a folder (the cache of Go's modules is one of many) for files of pipelines and containers. */
export async function judgeFiles(session: CorporaSession, folder: string): Promise<JudgedFiles> {
  const formats = new Map<string, number>();
  const notEvaluated: JudgedFiles["notEvaluated"][number][] = [];
  const findings: JudgedFiles["findings"][number][] = [];
  const repositories = [...repositoriesIn(folder)];
  for (const repository of repositories) {
    const place = (path: string) =>
      fileFormatOf(path) !== null || /\.(?:conf|inc|types)$/.test(path) ? path : null;
    const report = await session.judge({ base: "scan", head: repository, rules, place });
    for (const format of await formatsIn(repository)) formats.set(format, (formats.get(format) ?? 0) + 1);
    for (const { path, reason, detail } of report.notEvaluated)
      notEvaluated.push({ repository, path, detail: `${reason} ${detail}` });
    for (const finding of report.findings) findings.push({ repository, report, finding });
  }
  return { repositories: repositories.length, formats, notEvaluated, findings };
}

async function formatsIn(repository: string): Promise<readonly FileFormat[]> {
  const tree = await directoryTree(repository);
  const paths = [...tree.entries.keys()].filter((path) => fileFormatOf(path) !== null);
  const contents = await tree.read(paths);
  return paths.flatMap((path) => {
    const bytes = contents.get(path);
    const format = fileFormatOf(path)?.format;
    return bytes !== undefined && format !== undefined && holdsFormat(path, bytes) ? [format] : [];
  });
}

/** The folder itself, and whatever below it is the top of a repository: GitHub and CircleCI look there alone. */
function* repositoriesIn(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (names.some((name) => name === ".github" || name === ".circleci" || name === ".git")) {
    yield folder;
    return;
  }
  const holdsFiles = entries.some((entry) => entry.isFile() && fileFormatOf(entry.name) !== null);
  if (holdsFiles) yield folder;
  else for (const name of names) yield* repositoriesIn(join(folder, name));
}
