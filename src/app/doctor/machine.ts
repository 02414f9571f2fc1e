import { execFile } from "node:child_process";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ServerEnvironment } from "../../config/index.ts";
import { FolderInUse, openStoreReader, StoreEmpty } from "../../store/index.ts";
import { type DoctorCheck, note, ok, problem, reasonOf } from "./check.ts";

/** Settings are passed to git through its environment since then. */
const gitMin = [2, 32] as const;
/** Merges can be compared without a checkout since then. */
const gitGood = [2, 38] as const;

export async function checkGit(searchPath: string): Promise<DoctorCheck> {
  const mend = `Install git ${gitMin.join(".")} or newer (better ${gitGood.join(".")}), or set PATH; it is looked for in ${searchPath}.`;
  try {
    const { stdout } = await promisify(execFile)("git", ["--version"], {
      env: { PATH: searchPath },
      timeout: 10_000,
    });
    return gitVersionCheck(stdout, mend);
  } catch (error) {
    return problem("git", `git cannot be started: ${reasonOf(error)}`, mend);
  }
}

/** `git version 2.39.5 (Apple Git-154)`. */
export function gitVersionCheck(output: string, mend: string): DoctorCheck {
  const version = /(\d+)\.(\d+)(?:\.\d+)?/.exec(output);
  const found = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)] as const;
  if (isBefore(found, gitMin)) return problem("git", `git is ${output.trim()}, which is too old.`, mend);
  return isBefore(found, gitGood)
    ? note(
        "git",
        `git is ${version?.[0]}. Merges of the base branch are recognised from ${gitGood.join(".")} on; until then whoever merges counts as a contributor.`,
      )
    : ok("git", `git is ${version?.[0]}.`);
}

function isBefore(left: readonly [number, number], right: readonly [number, number]): boolean {
  return left[0] < right[0] || (left[0] === right[0] && left[1] < right[1]);
}

/** What the mirrors of some repositories need besides what they hold. */
const freeBytesMin = 2 * 1024 ** 3;

export async function checkDataFolder(folder: string): Promise<DoctorCheck> {
  const mend = "Make it with the rights of the user that runs the server, or set SEKISHO_DATA to another.";
  try {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `.doctor-${process.pid}`);
    await writeFile(path, "");
    await rm(path);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const gibibytes = (free / 1024 ** 3).toFixed(1);
    return free < freeBytesMin
      ? problem(
          "data folder",
          `${folder} has ${gibibytes} GiB left; mirrors of repositories need room.`,
          "Make room, or set SEKISHO_DATA to a larger disk and SEKISHO_MIRRORS_GIB to what they may take.",
        )
      : ok("data folder", `${folder} can be written, and has ${gibibytes} GiB left.`);
  } catch (error) {
    return problem("data folder", `${folder} cannot be written: ${reasonOf(error)}`, mend);
  }
}

/** What the embedded store does not promise: its `fsync` does nothing. */
const embeddedPromise =
  "The embedded store survives a crash of the server. It does not promise to survive a power cut, and only one process can use it: for evidence, set DATABASE_URL to a PostgreSQL server.";

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

export async function checkStore(store: ServerEnvironment["store"]): Promise<readonly DoctorCheck[]> {
  const kind = store.kind === "postgres" ? "PostgreSQL" : `The embedded store in ${store.folder}`;
  const promise = store.kind === "embedded" ? [note("store promises", embeddedPromise)] : [];
  try {
    const reader = await openStoreReader({ ...store, now: () => new Date(), log: quiet });
    await reader.close();
    return [ok("store", `${kind} answers, and holds what a server has kept.`), ...promise];
  } catch (error) {
    if (error instanceof StoreEmpty)
      return [ok("store", `${kind} is empty: the first start makes its tables.`), ...promise];
    if (error instanceof FolderInUse)
      return [
        note("store", `${kind} is in use by process ${error.pid}, the server most likely.`),
        ...promise,
      ];
    const mend = "Check that PostgreSQL runs, that DATABASE_URL names it, and that its user may connect.";
    return [problem("store", `${kind} cannot be used: ${reasonOf(error)}`, mend), ...promise];
  }
}
