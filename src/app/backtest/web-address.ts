/** Where people look at a repository. */
export interface WebAddress {
  /** `owner/name`. */
  readonly name: string;
  /** Without a slash at its end. */
  readonly url: string;
}

/**
 * The page of a repository, from the address that it was cloned from: `https://…` and `git@host:owner/name.git`. User
 * and password that stand in it are left out. `null` for anything else, a folder for example.
 */
export function webAddress(origin: string | null): WebAddress | null {
  if (origin === null) return null;
  const short = /^(?:[\w.-]+@)?(?<host>[\w.-]+\.[A-Za-z]{2,}):(?<path>[^/].*)$/.exec(origin)?.groups;
  const text = short === undefined ? origin : `https://${short["host"]}/${short["path"]}`;
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, pathname, port } = new URL(text);
  if (!["https:", "http:", "ssh:", "git:"].includes(protocol) || hostname === "") return null;
  const name = pathname.replace(/^\/+|\/+$/g, "").replace(/\.git$/, "");
  if (!/^[\w.~-]+(?:\/[\w.~-]+)+$/.test(name)) return null;
  const kept = protocol === "https:" && port !== "" ? `:${port}` : "";
  return { name, url: `https://${hostname}${kept}/${name}` };
}
