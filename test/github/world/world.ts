import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Commits } from "../git/commits.ts";
import { ObjectStore } from "../git/object-store.ts";
import type { App } from "./check-types.ts";
import type { RuleSuite } from "./rule-types.ts";
import type { Account, Installation, Organisation, Repository, Team } from "./types.ts";

/** Something happened that GitHub would send a webhook about. The body is made at that moment, as on GitHub. */
export interface Emitted {
  readonly event: string;
  readonly action: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly repository: Repository | null;
  readonly account: Account | null;
  /** Goes to this installation, whatever it has subscribed to. */
  readonly installation: Installation | null;
}

export interface WorldOptions {
  readonly folder: string;
  readonly now: () => number;
}

/** Everything that the stand-in knows. Ids are counted, so that two runs of a story have the same. */
export class World {
  readonly folder: string;
  readonly now: () => number;
  readonly accounts = new Map<number, Account>();
  readonly organisations = new Map<string, Organisation>();
  readonly repositories = new Map<number, Repository>();
  readonly installations = new Map<number, Installation>();
  /** What GitHub's rule insights tell, oldest first. */
  readonly ruleSuites: RuleSuite[] = [];
  readonly app: App;
  /** Where this is reached, without a slash at the end. */
  origin = "http://127.0.0.1";
  emit: (emitted: Emitted) => void = () => {};
  private readonly ids = new Map<string, number>();

  constructor(
    options: WorldOptions,
    app: { readonly id: number; readonly slug: string; readonly name: string },
  ) {
    this.folder = options.folder;
    this.now = options.now;
    const owner = this.addAccount("sekisho-makers", "Organization");
    const bot = this.addAccount(`${app.slug}[bot]`, "Bot");
    this.accounts.set(webFlowId, { ...webFlow, createdAt: this.now() });
    this.app = { ...app, owner, bot, permissions: {}, events: [] };
  }

  /** Ids of different kinds begin at different numbers, so that one taken for another is found out. */
  nextId(kind: keyof typeof firstIds): number {
    const id = (this.ids.get(kind) ?? firstIds[kind]) + 1;
    this.ids.set(kind, id);
    return id;
  }

  addAccount(login: string, type: Account["type"], name = login, email?: string): Account {
    if (this.findAccount(login) !== null) throw new Error(`There is an account ${login} already.`);
    const id = this.nextId("account");
    const account = { id, login, type, name, email: email ?? `${login}@example.com`, createdAt: this.now() };
    this.accounts.set(id, account);
    return account;
  }

  findAccount(login: string): Account | null {
    const wanted = login.toLowerCase();
    for (const account of this.accounts.values()) if (account.login.toLowerCase() === wanted) return account;
    return null;
  }

  account(login: string): Account {
    const found = this.findAccount(login);
    if (found === null) throw new Error(`There is no account ${login}; create it first.`);
    return found;
  }

  organisation(login: string): Organisation {
    const found = this.organisations.get(login.toLowerCase());
    if (found === undefined) throw new Error(`There is no organisation ${login}; create it first.`);
    return found;
  }

  /** `org/team`. */
  team(name: string): Team {
    const [login = "", slug = ""] = name.split("/");
    const found = this.organisation(login).teams.get(slug);
    if (found === undefined) throw new Error(`There is no team ${name}; create it first.`);
    return found;
  }

  findRepository(owner: string, name: string): Repository | null {
    for (const repository of this.repositories.values())
      if (
        repository.name.toLowerCase() === name.toLowerCase() &&
        repository.owner.login.toLowerCase() === owner.toLowerCase()
      )
        return repository;
    return null;
  }

  /** `owner/name`. */
  repository(fullName: string): Repository {
    const [owner = "", name = ""] = fullName.split("/");
    const found = this.findRepository(owner, name);
    if (found === null) throw new Error(`There is no repository ${fullName}; create it first.`);
    return found;
  }

  installationOf(repository: Repository): Installation | null {
    for (const installation of this.installations.values())
      if (installation.account.id === repository.owner.id && covers(installation, repository))
        return installation;
    return null;
  }

  addRepository(owner: Account, name: string, forkOf: Repository | null = null): Repository {
    if (this.findRepository(owner.login, name) !== null)
      throw new Error(`There is a repository ${owner.login}/${name} already.`);
    const folder = this.gitFolder(owner.login, name);
    makeBare(folder, forkOf?.objects.folder ?? null);
    const objects = forkOf?.objects ?? new ObjectStore(folder);
    const repository: Repository = {
      id: this.nextId("repository"),
      owner,
      organisation: this.organisations.get(owner.login.toLowerCase()) ?? null,
      name,
      private: true,
      defaultBranch: "main",
      folder,
      objects,
      commits: forkOf?.commits ?? new Commits(objects),
      refs: new Map(),
      pulls: new Map(),
      comments: new Map(),
      suites: new Map(),
      checks: new Map(),
      statuses: [],
      collaborators: new Map(),
      rulesets: new Map(),
      protections: new Map(),
      groups: new Map(),
      runs: new Map(),
      forkOf,
      createdAt: this.now(),
      pushedAt: this.now(),
      nextNumber: 1,
      commitCount: 0,
    };
    this.repositories.set(repository.id, repository);
    return repository;
  }

  renameRepository(repository: Repository, name: string): void {
    const to = this.gitFolder(repository.owner.login, name);
    renameSync(repository.folder, to);
    repository.name = name;
    repository.folder = to;
    if (repository.forkOf !== null) return;
    repository.objects = new ObjectStore(to);
    repository.commits = new Commits(repository.objects);
  }

  gitFolder(owner: string, name: string): string {
    return join(this.folder, owner, `${name}.git`);
  }
}

const webFlowId = 19_864_447;

/** Commits that GitHub makes for somebody are committed by this account. */
const webFlow = {
  id: webFlowId,
  login: "web-flow",
  type: "User",
  name: "GitHub",
  email: "noreply@github.com",
} as const;

const firstIds = {
  account: 1_000,
  team: 20_000,
  repository: 300_000,
  installation: 4_000_000,
  pull: 50_000_000,
  review: 600_000_000,
  reviewComment: 700_000_000,
  comment: 800_000_000,
  suite: 9_000_000_000,
  check: 11_000_000_000,
  reaction: 120_000_000,
  ruleset: 130_000,
  ruleSuite: 70_000,
  protection: 140_000,
  status: 150_000_000,
  label: 160_000,
  delivery: 17_000_000_000,
  run: 18_000_000_000,
  artifact: 19_000_000_000,
};

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export function covers(installation: Installation, repository: Repository): boolean {
  return installation.repositories === null || installation.repositories.has(repository.id);
}

/** Sets a ref for us and for git at once; `null` removes it. */
export function setRef(repository: Repository, ref: string, sha: string | null): void {
  const path = join(repository.folder, ref);
  if (sha === null) {
    repository.refs.delete(ref);
    rmSync(path, { force: true });
    return;
  }
  repository.refs.set(ref, sha);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.lock`, `${sha}\n`);
  renameSync(`${path}.lock`, path);
}

function makeBare(folder: string, alternates: string | null): void {
  for (const part of ["objects/info", "objects/pack", "refs/heads", "refs/tags"])
    mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, "HEAD"), "ref: refs/heads/main\n");
  writeFileSync(
    join(folder, "config"),
    "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n",
  );
  if (alternates !== null)
    writeFileSync(join(folder, "objects/info/alternates"), `${join(alternates, "objects")}\n`);
}
