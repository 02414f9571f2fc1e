import { UsageError } from "./usage.ts";

export interface PullName {
  readonly owner: string;
  readonly name: string;
  readonly number: number;
}

const written = /^(?<owner>[\w.-]+)\/(?<name>[\w.-]+)#(?<number>[1-9]\d{0,9})$/;
const inPath = /^\/(?<owner>[\w.-]+)\/(?<name>[\w.-]+)\/pull\/(?<number>[1-9]\d{0,9})(?:\/.*)?$/;

/**
 * `owner/name#12`, or the address of a pull request on the GitHub that is asked: a token never goes anywhere else.
 * Throws {@link UsageError}.
 */
export function readPullName(given: string, webUrl: string): PullName {
  const groups = written.exec(given)?.groups ?? groupsOfAddress(given, webUrl);
  const { owner = "", name = "", number = "" } = groups ?? {};
  if (number === "" || name === "." || name === "..")
    throw new UsageError(
      `--pull is ${JSON.stringify(given)}; write it as owner/name#12, or as its address, ${webUrl}/owner/name/pull/12.`,
    );
  return { owner, name, number: Number(number) };
}

function groupsOfAddress(given: string, webUrl: string): Readonly<Record<string, string>> | undefined {
  if (!URL.canParse(given)) return undefined;
  const [url, own] = [new URL(given), new URL(webUrl)];
  if (url.origin !== own.origin)
    throw new UsageError(
      `--pull is on ${url.origin}, and GitHub is ${own.origin} here. Set GITHUB_API_URL to that server's, and GITHUB_TOKEN to a token of it.`,
    );
  return inPath.exec(url.pathname)?.groups;
}
