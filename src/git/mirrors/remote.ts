import { MirrorError } from "./mirror-error.ts";
import type { NetworkSettings } from "./ports.ts";

/** Where a fetch goes, and the only protocol that it may use. */
export interface Remote {
  readonly url: string;
  readonly protocol: "https" | "http";
  readonly origin: string;
}

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Only HTTPS, or HTTP to this machine: no `ssh`, `file` or `ext`, which would run programs, and no user or password,
 * which would end up in messages. Throws {@link MirrorError} `address`.
 */
export function remoteOf(url: string): Remote {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const fits =
    parsed !== null &&
    (parsed.protocol === "https:" || (parsed.protocol === "http:" && loopback.has(parsed.hostname))) &&
    parsed.username === "" &&
    parsed.password === "" &&
    parsed.search === "" &&
    parsed.hash === "" &&
    /^\/[\w./-]+$/.test(parsed.pathname);
  if (!fits) {
    throw new MirrorError(
      "address",
      "The address of the repository is none that is fetched from. It has to be https://host/owner/name.git, " +
        "without user, password and query.",
    );
  }
  return {
    url: parsed.href,
    protocol: parsed.protocol === "https:" ? "https" : "http",
    origin: parsed.origin,
  };
}

/** Bytes a second below which a connection counts as dead, after so many seconds. */
const lowSpeed = { bytes: "1000", seconds: "30" };

/**
 * Configuration of one fetch. It comes by the environment: arguments are there for every user of the machine to see,
 * and files stay. That the origin is a promisor is told to the fetch alone. To whoever reads, the mirror is a plain
 * repository that lacks things, in which nothing can set off a fetch.
 *
 * The header is bound to the origin, and redirects are not followed: a renamed repository is asked for by its new name.
 */
export function fetchConfiguration(
  { url, origin }: Remote,
  token: string,
  { proxy, certificatesFile }: NetworkSettings,
): readonly (readonly [string, string])[] {
  return [
    ["remote.origin.url", url],
    ["remote.origin.promisor", "true"],
    ["remote.origin.partialclonefilter", "blob:none"],
    [`http.${origin}/.extraHeader`, `Authorization: Basic ${basic(token)}`],
    ["http.followRedirects", "false"],
    ["http.lowSpeedLimit", lowSpeed.bytes],
    ["http.lowSpeedTime", lowSpeed.seconds],
    ["credential.helper", ""],
    ["protocol.version", "2"],
    ["transfer.unpackLimit", "1"],
    // What is too large to be read is hashed as it comes, and never stands in memory.
    ["core.bigFileThreshold", "10m"],
    ["gc.auto", "0"],
    // Git calls the empty list of grafts, which is given so that there are none, old-fashioned.
    ["advice.graftFileDeprecated", "false"],
    ...(proxy === null ? [] : [["http.proxy", proxy] as const]),
    ...(certificatesFile === null ? [] : [["http.sslCAInfo", certificatesFile] as const]),
  ];
}

/** Takes the token, and the proxy's password, out of what git said, in every form that they were given in. */
export function scrubbed(text: string, token: string, proxy: string | null = null): string {
  const password = proxy !== null && URL.canParse(proxy) ? new URL(proxy).password : "";
  const forms = [
    token,
    basic(token),
    encodeURIComponent(token),
    password,
    decodeURIComponent(password),
  ].filter((form) => form !== "");
  return forms.reduce((clean, form) => clean.replaceAll(form, "•••"), text);
}

function basic(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString("base64");
}
