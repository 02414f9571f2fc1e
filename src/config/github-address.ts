import { present, type Variables } from "./secret-file.ts";

/** Where GitHub is; neither ends with a slash. */
export interface GitHubAddress {
  readonly apiUrl: string;
  /** For people and for git: `https://github.com`. */
  readonly webUrl: string;
}

export type GitHubAddressReading =
  | { readonly kind: "address"; readonly address: GitHubAddress }
  | { readonly kind: "problem"; readonly message: string };

/**
 * github.com where nothing is said; GHE_HOST (and GHE_PROTOCOL) as Probot reads them; or GITHUB_API_URL, for which
 * GITHUB_SERVER_URL tells the other address where it cannot be told from the first.
 */
export function readGitHubAddress(variables: Variables): GitHubAddressReading {
  const [host, api] = [present(variables["GHE_HOST"]), present(variables["GITHUB_API_URL"])];
  if (host !== undefined && api !== undefined)
    return problem("GHE_HOST and GITHUB_API_URL are both set. Keep one of them.");
  if (api !== undefined) return fromApi(api, present(variables["GITHUB_SERVER_URL"]));
  if (host === undefined) return found("https://api.github.com", "https://github.com");
  if (!/^[\w.-]+(?::\d+)?$/.test(host))
    return problem(
      `GHE_HOST is ${JSON.stringify(host)}; it has to be a host name, such as github.example.com.`,
    );
  const protocol = present(variables["GHE_PROTOCOL"]) ?? "https";
  const web = checked("GHE_HOST with GHE_PROTOCOL", `${protocol}://${host}`);
  return web.kind === "problem" ? web : found(`${web.url}/api/v3`, web.url);
}

function fromApi(api: string, server: string | undefined): GitHubAddressReading {
  const apiUrl = checked("GITHUB_API_URL", api);
  if (apiUrl.kind === "problem") return apiUrl;
  const told = server ?? webUrlOf(apiUrl.url);
  if (told === null)
    return problem(
      `GITHUB_API_URL is ${apiUrl.url}, which does not tell where git and people find GitHub. Set GITHUB_SERVER_URL too.`,
    );
  const webUrl = checked("GITHUB_SERVER_URL", told);
  return webUrl.kind === "problem" ? webUrl : found(apiUrl.url, webUrl.url);
}

/** `https://ghe.example.com/api/v3`, `https://api.acme.ghe.com`, `https://api.github.com`. */
function webUrlOf(apiUrl: string): string | null {
  if (apiUrl.endsWith("/api/v3")) return apiUrl.slice(0, -"/api/v3".length);
  return /^https:\/\/api\.(?:github\.com|[\w-]+\.ghe\.com)$/.test(apiUrl)
    ? apiUrl.replace("https://api.", "https://")
    : null;
}

function checked(
  name: string,
  text: string,
): { readonly kind: "url"; readonly url: string } | { readonly kind: "problem"; readonly message: string } {
  if (!URL.canParse(text)) return problem(`${name} is ${JSON.stringify(text)}, which is no address.`);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return problem(
      `${name} has a user name or password in it. The App signs in with its own key: take them out.`,
    );
  if (url.search !== "" || url.hash !== "") return problem(`${name} ends with a query. Take it out.`);
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local))
    return problem(
      `${name} begins with ${url.protocol}//. Tokens travel with every request, so it has to be https:// (http:// only for this machine itself).`,
    );
  return { kind: "url", url: text.replace(/\/+$/, "") };
}

function found(apiUrl: string, webUrl: string): GitHubAddressReading {
  return { kind: "address", address: { apiUrl, webUrl } };
}

function problem(message: string): { readonly kind: "problem"; readonly message: string } {
  return { kind: "problem", message };
}
