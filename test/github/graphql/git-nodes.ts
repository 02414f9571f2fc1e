import type { Commit, Signature } from "../git/commits.ts";
import { nodeId, timestamp } from "../json/basic.ts";
import { accountOf } from "../json/commit.ts";
import type { Caller } from "../server/answer.ts";
import type { CheckRun } from "../world/check-types.ts";
import type { Repository } from "../world/types.ts";
import { fullName, type World } from "../world/world.ts";
import { actorNode, type Node } from "./actors.ts";
import { connection, type PageArguments } from "./connection.ts";

/** GitHub gives the text of a blob up to this size, and none of binary ones. */
const textBytesMax = 512_000;

export interface GitContext {
  readonly world: World;
  readonly caller: Caller;
  readonly repository: Repository;
}

/** No user stands for addresses of bots, nor for GitHub's own. */
function gitActor({ world }: GitContext, who: Signature, at: number): Node {
  const account = accountOf(world, who);
  const user = account === null || account.type === "Bot" || account.login === "web-flow" ? null : account;
  return { ...who, date: timestamp(at * 1000), user: user === null ? null : actorNode(world, user) };
}

export function coAuthors(message: string): readonly Signature[] {
  return [...message.matchAll(/^co-authored-by:\s*(.+?)\s*<([^>]+)>\s*$/gim)].map((found) => ({
    name: found[1] ?? "",
    email: found[2] ?? "",
  }));
}

export function commitNode(context: GitContext, commit: Commit): Node {
  const { world, repository } = context;
  const nodeOf = (sha: string): Node | null => {
    const found = repository.commits.get(sha);
    return found === null ? null : commitNode(context, found);
  };
  return {
    __typename: "Commit",
    id: nodeId("C", commit.at),
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message: commit.message,
    messageHeadline: commit.message.split("\n")[0],
    authoredDate: timestamp(commit.at * 1000),
    committedDate: timestamp(commit.at * 1000),
    url: `${world.origin}/${fullName(repository)}/commit/${commit.sha}`,
    author: () => gitActor(context, commit.author, commit.at),
    authors: (given: PageArguments & Node) =>
      connection("authors", [commit.author, ...coAuthors(commit.message)], given, (who) =>
        gitActor(context, who, commit.at),
      ),
    committer: () => gitActor(context, commit.committer, commit.at),
    parents: (given: PageArguments & Node) => connection("parents", commit.parents, given, nodeOf),
    history: (given: PageArguments & Node) =>
      connection("history", [...repository.commits.ancestors(commit.sha)], given, nodeOf),
    signature: commit.signedByGitHub === true ? signed : null,
    tree: () => treeNode(context, commit, ""),
    file: ({ path }: { readonly path: string }) => entryNode(context, commit, path),
    checkSuites: (given: PageArguments & Node) => suites(context, commit, given),
    associatedPullRequests: () => {
      throw new Error("The stand-in does not answer associatedPullRequests; ask the REST API.");
    },
  };
}

const signed: Node = {
  __typename: "GpgSignature",
  isValid: true,
  wasSignedByGitHub: true,
  state: "VALID",
  email: "noreply@github.com",
  keyId: "B5690EEEBB952194",
};

function blobNode({ repository }: GitContext, oid: string): Node {
  const bytes = repository.objects.readBlob(oid);
  const isBinary = bytes.subarray(0, 8_000).includes(0);
  const isTruncated = bytes.length > textBytesMax;
  return {
    __typename: "Blob",
    id: nodeId("B", Number.parseInt(oid.slice(0, 8), 16)),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    byteSize: bytes.length,
    isBinary,
    isTruncated,
    text: isBinary ? null : bytes.subarray(0, textBytesMax).toString("utf8"),
  };
}

function treeNode(context: GitContext, commit: Commit, path: string): Node {
  const prefix = path === "" ? "" : `${path}/`;
  const names = new Set(
    [...commit.files.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length).split("/")[0] ?? ""),
  );
  const oid = path === "" ? commit.tree : treeOid(context, commit, path);
  return {
    __typename: "Tree",
    id: nodeId("T", Number.parseInt(oid.slice(0, 8), 16)),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    entries: () => [...names].sort().map((name) => entryNode(context, commit, `${prefix}${name}`)),
  };
}

function treeOid({ repository }: GitContext, commit: Commit, path: string): string {
  return repository.objects
    .run(["rev-parse", `${commit.sha}:${path}`])
    .toString("utf8")
    .trim();
}

export function entryNode(context: GitContext, commit: Commit, path: string): Node | null {
  const file = commit.files.get(path);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const extension = name.includes(".") ? name.slice(name.lastIndexOf(".")) : "";
  if (file !== undefined) {
    const type = file.mode === "160000" ? "commit" : "blob";
    const object = (): Node | null => (type === "blob" ? blobNode(context, file.oid) : null);
    return { name, path, type, extension, mode: Number.parseInt(file.mode, 8), oid: file.oid, object };
  }
  if (![...commit.files.keys()].some((one) => one.startsWith(`${path}/`))) return null;
  const object = (): Node => treeNode(context, commit, path);
  return { name, path, type: "tree", extension, mode: 0o40000, oid: treeOid(context, commit, path), object };
}

/** `expression`: `main:path/to/file`, or a commit. */
export function objectNode(context: GitContext, expression: string, commit: Commit): Node | null {
  const colon = expression.indexOf(":");
  if (colon < 0) return commitNode(context, commit);
  const entry = entryNode(context, commit, expression.slice(colon + 1));
  const object = entry?.["object"];
  return typeof object === "function" ? object() : null;
}

function suites({ world, repository }: GitContext, commit: Commit, given: PageArguments & Node): Node {
  const all = [...repository.suites.values()].filter(({ head }) => head === commit.sha);
  return connection("checkSuites", all, given, (suite) => ({
    id: nodeId("CS", suite.id),
    databaseId: null,
    app: {
      id: nodeId("A", suite.app.id),
      databaseId: suite.app.id,
      slug: suite.app.slug,
      name: suite.app.name,
    },
    status: "QUEUED",
    conclusion: null,
    commit: () => commitNode({ world, repository, caller: { kind: "anonymous" } }, commit),
    checkRuns: (runs: PageArguments & Node) =>
      connection(
        "checkRuns",
        [...repository.checks.values()].filter((run) => run.suite === suite),
        runs,
        runNode,
      ),
  }));
}

function runNode(run: CheckRun): Node {
  return {
    id: nodeId("CR", run.id),
    databaseId: null,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    externalId: run.externalId,
    title: run.title,
    summary: run.summary,
  };
}
