import { repositoryHtmlUrl, repositoryUrl } from "../json/repository.ts";
import { notFound } from "../server/answer.ts";
import { type Call, type Endpoints, repositoryOf } from "../server/call.ts";
import { resolveCommit } from "../world/refs.ts";
import type { Repository } from "../world/types.ts";

export const contentEndpoints: Endpoints = {
  "repos/get-content": { need: { permission: "contents", level: "read" }, handle: getContent },
};

function getContent(call: Call): { readonly status: number; readonly body: unknown } {
  const repository = repositoryOf(call);
  const path = (call.parameters["path"] ?? "").replace(/^\/+|\/+$/g, "");
  const ref = call.query.get("ref") ?? repository.defaultBranch;
  const sha = resolveCommit(repository, ref);
  const files = sha === null ? undefined : repository.commits.get(sha)?.files;
  if (files === undefined) throw notFound();
  const file = files.get(path);
  if (file !== undefined) {
    const bytes = repository.objects.readBlob(file.oid);
    const content = bytes.toString("base64").replace(/(.{60})/g, "$1\n");
    return {
      status: 200,
      body: {
        ...entry(call, repository, path, ref, file.oid, bytes.length, "file"),
        encoding: "base64",
        content,
      },
    };
  }
  const prefix = path === "" ? "" : `${path}/`;
  const below = new Map<string, "file" | "dir">();
  for (const name of files.keys()) {
    if (!name.startsWith(prefix)) continue;
    const [first = "", ...rest] = name.slice(prefix.length).split("/");
    below.set(first, rest.length === 0 ? "file" : "dir");
  }
  if (below.size === 0) throw notFound();
  const entries = [...below].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    status: 200,
    body: entries.map(([name, type]) => {
      const oid = files.get(`${prefix}${name}`)?.oid ?? "0".repeat(40);
      const size = type === "file" ? repository.objects.readBlob(oid).length : 0;
      return entry(call, repository, `${prefix}${name}`, ref, oid, size, type);
    }),
  };
}

function entry(
  { world }: Call,
  repository: Repository,
  path: string,
  ref: string,
  sha: string,
  size: number,
  type: "file" | "dir",
): Readonly<Record<string, unknown>> {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const self = `${repositoryUrl(world, repository)}/contents/${encoded}?ref=${ref}`;
  const git = `${repositoryUrl(world, repository)}/git/${type === "file" ? "blobs" : "trees"}/${sha}`;
  const html = `${repositoryHtmlUrl(world, repository)}/${type === "file" ? "blob" : "tree"}/${ref}/${encoded}`;
  return {
    type,
    size,
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    sha,
    url: self,
    git_url: git,
    html_url: html,
    download_url: type === "file" ? `${repositoryHtmlUrl(world, repository)}/raw/${ref}/${encoded}` : null,
    _links: { self, git, html },
  };
}
