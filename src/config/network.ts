import { present, type Variables } from "./secret-file.ts";

/** How this machine gets to GitHub. */
export interface NetworkEnvironment {
  /** For git; Node's own requests take it from the environment by themselves. `null`: none. */
  readonly proxy: string | null;
  /** A file with certificates that are trusted besides Node's own. `null`: none. */
  readonly certificatesFile: string | null;
}

/** HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS, as everybody knows them. `problem`: half of it would be without effect. */
export function readNetwork(
  variables: Variables,
  webUrl: string,
): { readonly network: NetworkEnvironment; readonly problem: string | null } {
  const named = present(variables["HTTPS_PROXY"]) ?? present(variables["https_proxy"]) ?? null;
  const without = present(variables["NO_PROXY"]) ?? present(variables["no_proxy"]) ?? "";
  const proxy = named !== null && !isExcepted(new URL(webUrl).hostname, without) ? named : null;
  const problem =
    proxy !== null && variables["NODE_USE_ENV_PROXY"] !== "1"
      ? "HTTPS_PROXY is set, and Node heeds it only together with NODE_USE_ENV_PROXY=1. Set that too, or take HTTPS_PROXY away."
      : null;
  return {
    network: { proxy, certificatesFile: present(variables["NODE_EXTRA_CA_CERTS"]) ?? null },
    problem,
  };
}

function isExcepted(host: string, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => {
    const name = entry.replace(/^\*?\./, "").replace(/:\d+$/, "");
    return entry === "*" || (name !== "" && (host === name || host.endsWith(`.${name}`)));
  });
}
