import { type GitHubAddress, readGitHubAddress } from "./github-address.ts";
import { type NetworkEnvironment, readNetwork } from "./network.ts";
import { givenSecret, present, type Variables } from "./secret-file.ts";

/** What reviewing a pull request from the terminal needs besides the command line. Holds a secret: never logged. */
export interface PullEnvironment {
  readonly token: string;
  readonly gitHub: GitHubAddress;
  readonly network: NetworkEnvironment;
  /** Where to look for git. */
  readonly searchPath: string;
}

export type PullEnvironmentReading =
  | { readonly kind: "ready"; readonly environment: PullEnvironment }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** GITHUB_TOKEN, or GH_TOKEN as GitHub's own command line has it; where GitHub is, and how this machine gets there. */
export function readPullEnvironment(variables: Variables = process.env): PullEnvironmentReading {
  const problems: string[] = [];
  const given = tokenOf(variables);
  if (given.kind === "problem") problems.push(given.message);
  if (given.kind === "missing")
    problems.push(
      "GITHUB_TOKEN is missing. Set it to a token that may read the repository: a fine-grained one with read access to contents and pull requests, or the output of `gh auth token`.",
    );
  const reading = readGitHubAddress(variables);
  if (reading.kind === "problem") return { kind: "invalid", problems: [...problems, reading.message] };
  const { network, problem } = readNetwork(variables, reading.address.webUrl);
  if (problem !== null) problems.push(problem);
  if (given.kind !== "given" || problems.length > 0) return { kind: "invalid", problems };
  const searchPath = present(variables["PATH"]) ?? "/usr/local/bin:/usr/bin:/bin";
  const token = given.text.trim();
  return { kind: "ready", environment: { token, gitHub: reading.address, network, searchPath } };
}

function tokenOf(variables: Variables): ReturnType<typeof givenSecret> {
  const own = givenSecret("GITHUB_TOKEN", variables);
  return own.kind === "missing" ? givenSecret("GH_TOKEN", variables) : own;
}
