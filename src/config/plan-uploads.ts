import type { GitHubAddress } from "./github-address.ts";

/** Which identity tokens of workflows are believed. */
export interface PlanUploadEnvironment {
  /** Who signs them; below it are the keys. */
  readonly issuer: string;
  /** Whom they have to be for. */
  readonly audience: string;
}

/**
 * `null`: the server does not know its own address, so a token that is meant for somebody else could not be told from
 * one that is meant for it.
 */
export function planUploadsOf(
  said: {
    readonly publicUrl: string | undefined;
    readonly audience: string | undefined;
    readonly issuer: string | undefined;
  },
  gitHub: GitHubAddress,
): PlanUploadEnvironment | null {
  const audience = said.audience ?? said.publicUrl;
  if (audience === undefined) return null;
  return { audience, issuer: said.issuer ?? issuerOf(gitHub) };
}

/** https://docs.github.com/actions/reference/security/oidc; `acme.ghe.com` has its issuer beside it. */
function issuerOf({ webUrl }: GitHubAddress): string {
  if (webUrl === "https://github.com") return "https://token.actions.githubusercontent.com";
  const resident = /^https:\/\/([\w-]+\.ghe\.com)$/.exec(webUrl)?.[1];
  return resident === undefined ? `${webUrl}/_services/token` : `https://token.actions.${resident}`;
}
