import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { announce } from "../world/announce.ts";
import { type CommitSpec, commitOn } from "../world/commits.ts";
import { commitOf } from "../world/merging.ts";
import { moveBranch } from "../world/pushes.ts";
import { resolveCommit, tipOf } from "../world/refs.ts";
import type { Permission, Repository } from "../world/types.ts";
import { setRef } from "../world/world.ts";
import { type ActContext, type Doer, ownerOf } from "./context.ts";

export interface PushSpec extends Doer {
  readonly repository: string;
  readonly branch: string;
  /** Where a new branch begins, or where a force-push goes back to: a branch or a commit; the default branch if left out. */
  readonly from?: string;
  /** What is on the branch is left behind, for `from` and the commits. */
  readonly force?: boolean;
  readonly commits: readonly CommitSpec[];
}

/** Repositories, and what is pushed to them. */
export function repositoryActs({ world }: ActContext) {
  return {
    createRepository: (given: {
      readonly name: string;
      readonly files?: CommitSpec["files"];
      readonly private?: boolean;
      readonly defaultBranch?: string;
      /** Teams by `org/team`, or by slug. */
      readonly teams?: Readonly<Record<string, Permission>>;
    }) => {
      const [login = "", name = ""] = given.name.split("/");
      const owner = world.account(login);
      const repository = world.addRepository(owner, name);
      repository.private = given.private ?? true;
      repository.defaultBranch = given.defaultBranch ?? "main";
      for (const [team, permission] of Object.entries(given.teams ?? {}))
        world.team(team.includes("/") ? team : `${login}/${team}`).access.set(repository.id, permission);
      announce(world, repository, "repository", "created", ownerOf(world, owner), {});
      const files = given.files ?? { "README.md": `# ${name}\n` };
      const first = commitOn(world, repository, [], ownerOf(world, owner), { message: "Begin", files });
      moveBranch(world, repository, repository.defaultBranch, first.sha, ownerOf(world, owner));
      return { id: repository.id, head: first.sha };
    },
    /** A repository that stands in a folder, bare or not. It is copied. */
    importRepository: (given: {
      readonly name: string;
      readonly folder: string;
      readonly private?: boolean;
    }) => {
      const [login = "", name = ""] = given.name.split("/");
      const repository = world.addRepository(world.account(login), name);
      repository.private = given.private ?? true;
      rmSync(repository.folder, { recursive: true });
      cpSync(gitFolderOf(given.folder), repository.folder, { recursive: true });
      const listing = repository.objects
        .run(["for-each-ref", "--format=%(objectname) %(refname)"])
        .toString("utf8");
      for (const line of listing.split("\n").filter((one) => one !== "")) {
        const [sha = "", ref = ""] = line.split(" ");
        if (ref.startsWith("refs/heads/") || ref.startsWith("refs/tags/")) repository.refs.set(ref, sha);
      }
      repository.defaultBranch = repository.objects
        .run(["symbolic-ref", "--short", "HEAD"])
        .toString("utf8")
        .trim();
      return { id: repository.id, head: tipOf(repository, repository.defaultBranch) ?? "" };
    },
    /** GitHub's rule insights tell that the tip came there past the rules. */
    reportBypass: (
      given: Doer & { readonly repository: string; readonly branch: string; readonly before: string },
    ) => {
      const repository = world.repository(given.repository);
      const ref = `refs/heads/${given.branch}`;
      const after = tipOf(repository, given.branch) ?? "";
      const by = world.account(given.by);
      const id = world.nextId("ruleSuite");
      const { before } = given;
      world.ruleSuites.push({ id, repository, ref, before, after, by, result: "bypass", at: world.now() });
      return { id };
    },
    fork: (given: { readonly repository: string; readonly by: string }) => {
      const origin = world.repository(given.repository);
      const fork = world.addRepository(world.account(given.by), origin.name, origin);
      fork.private = origin.private;
      fork.defaultBranch = origin.defaultBranch;
      for (const [ref, sha] of origin.refs) if (ref.startsWith("refs/heads/")) setRef(fork, ref, sha);
      return { repository: `${given.by}/${origin.name}` };
    },
    push: (given: PushSpec) => {
      const repository = world.repository(given.repository);
      const by = world.account(given.by);
      const before = tipOf(repository, given.branch);
      const after = committed(repository, given, before);
      moveBranch(world, repository, given.branch, after, by);
      return { before, after };
    },
    deleteBranch: (given: Doer & { readonly repository: string; readonly branch: string }) => {
      moveBranch(world, world.repository(given.repository), given.branch, null, world.account(given.by));
    },
    renameRepository: (given: { readonly repository: string; readonly to: string }) => {
      const repository = world.repository(given.repository);
      const from = repository.name;
      world.renameRepository(repository, given.to);
      announce(world, repository, "repository", "renamed", ownerOf(world, repository.owner), {
        changes: { repository: { name: { from } } },
      });
    },
    changeDefaultBranch: (given: { readonly repository: string; readonly branch: string }) => {
      const repository = world.repository(given.repository);
      const from = repository.defaultBranch;
      repository.defaultBranch = given.branch;
      announce(world, repository, "repository", "edited", ownerOf(world, repository.owner), {
        changes: { default_branch: { from } },
      });
    },
    /** Without any event: as it was, had it always been so. */
    setVisibility: (given: { readonly repository: string; readonly private: boolean }) => {
      world.repository(given.repository).private = given.private;
    },
  };

  /** The commits of a push, each on the one before. */
  function committed(repository: Repository, given: PushSpec, before: string | null): string {
    const named = resolveCommit(repository, given.from ?? repository.defaultBranch);
    const start = given.force === true || before === null ? named : before;
    if (start === null) throw new Error(`There is nothing to begin ${given.branch} from.`);
    const by = world.account(given.by);
    return given.commits.reduce(
      (tip, spec) => commitOn(world, repository, [tip], by, spec).sha,
      commitOf(repository, start).sha,
    );
  }
}

function gitFolderOf(folder: string): string {
  if (readdirSync(folder).includes("HEAD")) return folder;
  const { stdout } = spawnSync("git", ["-C", folder, "rev-parse", "--absolute-git-dir"], {
    encoding: "utf8",
  });
  return stdout.trim();
}
