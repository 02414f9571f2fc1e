import type { TokenGitHub } from "./ports.ts";
import { pullSettings } from "./pull/read-pull.ts";
import { createReader, repositoryBy } from "./reader.ts";
import { clientSettings, createClient, type ServerOptions } from "./transport/client.ts";

export interface TokenGitHubOptions extends ServerOptions {
  /** Of a person or of a workflow. */
  readonly token: string;
  readonly configurationRepository?: string;
}

/** Reads what the token may read, and writes nothing. Requested teams are left out: few tokens may see them. */
export function createTokenGitHub(options: TokenGitHubOptions): TokenGitHub {
  const { token } = options;
  const client = createClient(clientSettings(options), { auth: token }, { renews: false });
  const pulls = pullSettings(options.configurationRepository, false);
  const { forgetTeams: _, ...read } = createReader(client, pulls);
  return {
    read,
    find: (owner, repo) => repositoryBy(client, "GET /repos/{owner}/{repo}", { owner, repo }),
    token: async () => token,
    calls: client.calls,
  };
}
