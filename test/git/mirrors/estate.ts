import fs from "node:fs";
import path from "node:path";
import {
  createMirrors,
  type MirrorSource,
  type Mirrors,
  type MirrorsOptions,
  type Want,
} from "../../../src/git/index.ts";
import {
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from "../../../src/git/temporary-repository.ts";
import { type GitServer, type GitServerOptions, startGitServer } from "../http-server.ts";

export const token = "ghs_0123456789abcdefghijklmnopqrstuvwxyz";

/** A repository of somebody's, a server that serves it as GitHub would, and mirrors that fetch from there. */
export interface Estate {
  readonly made: TemporaryRepository;
  readonly server: GitServer;
  readonly source: MirrorSource;
  /** The repository on the server. */
  readonly bare: string;
  /** Where mirrors are. */
  readonly folder: string;
  /** Everything that was logged. */
  readonly logged: string[];
  mirrors(options?: Partial<MirrorsOptions>): Promise<Mirrors>;
  /** Pushes all branches, and `head` as the head of pull request 1. */
  publish(head?: string): void;
  close(): Promise<void>;
}

export async function newEstate(options: Partial<GitServerOptions> = {}): Promise<Estate> {
  const made = temporaryRepository();
  const root = temporaryFolder();
  const folder = path.join(temporaryFolder(), "mirrors");
  const bare = path.join(root, "acme/shop.git");
  fs.mkdirSync(bare, { recursive: true });
  made.git("init", "--quiet", "--bare", "--initial-branch=main", bare);
  const server = await startGitServer({
    root,
    allows: ({ token: sent }) => sent === token,
    ...options,
  });
  const opened: Mirrors[] = [];
  const logged: string[] = [];
  const log = (fields: unknown, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  return {
    made,
    server,
    bare,
    folder,
    logged,
    source: { repositoryId: 7, url: `${server.url}/acme/shop.git`, token: async () => token },
    mirrors: async (more = {}) => {
      const mirrors = await createMirrors({
        folder,
        bytesMax: 1e9,
        git: { searchPath: "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin" },
        now: () => new Date(),
        log: { debug: log, warn: log },
        ...more,
      });
      opened.push(mirrors);
      return mirrors;
    },
    publish: (head) => {
      made.git("push", "--quiet", "--force", bare, "refs/heads/*:refs/heads/*");
      if (head !== undefined) made.git("push", "--quiet", "--force", bare, `${head}:refs/pull/1/head`);
    },
    close: async () => {
      for (const each of opened) await each.close();
      await server.close();
      made.remove();
      // A fetch of a process that was killed may still be at its end there.
      const patiently = { recursive: true, force: true, maxRetries: 100, retryDelay: 50 };
      for (const gone of [root, path.dirname(folder)]) fs.rmSync(gone, patiently);
    },
  };
}

/** A base branch that went on, and a pull request: two files on main, one more and one changed in the pull request. */
export function simplePull({ made, publish }: Estate): Want {
  made.write("a.yaml", "a: 1\n");
  made.write("deep/er/b.yaml", "b: 1\n");
  fs.symlinkSync("a.yaml", path.join(made.path, "link.yaml"));
  const mergeBase = made.commit("first");
  made.git("checkout", "--quiet", "-b", "pull");
  made.write("a.yaml", "a: 2\n");
  made.write("c.yaml", "c: 1\n");
  const head = made.commit("pull");
  made.git("checkout", "--quiet", "main");
  made.write("deep/er/b.yaml", "b: 2\n");
  const tip = made.commit("second");
  publish(head);
  return { commits: { tip, mergeBase, head }, pullNumber: 1 };
}

export function textOf(contents: ReadonlyMap<string, Uint8Array>, name: string): string | undefined {
  const bytes = contents.get(name);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}
