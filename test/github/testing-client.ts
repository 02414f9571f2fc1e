import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import type { StandIn } from "./stand-in.ts";

/** Octokit as the App itself. */
export function asApp({ url, app }: StandIn): Octokit {
  const auth = { appId: app.id, privateKey: app.privateKey };
  return new Octokit({ baseUrl: url, authStrategy: createAppAuth, auth, log: silent });
}

/** Octokit as an installation of the App. */
export function asInstallation({ url, app }: StandIn, installationId: number): Octokit {
  const auth = { appId: app.id, privateKey: app.privateKey, installationId };
  return new Octokit({ baseUrl: url, authStrategy: createAppAuth, auth, log: silent });
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** An organisation with a team, a repository and the App installed: where most tests begin. */
export async function smallWorld(
  standIn: StandIn,
): Promise<{ readonly installation: number; readonly repository: string }> {
  const { acts } = standIn;
  await acts.createOrganisation({ login: "acme" });
  await acts.createTeam({ team: "acme/sre", members: ["sam"] });
  await acts.createTeam({ team: "acme/payments", members: ["pat", "dev"] });
  const repository = "acme/infra";
  const teams = { sre: "push", payments: "push" } as const;
  await acts.createRepository({ name: repository, files: { "k8s/api.yaml": "replicas: 1\n" }, teams });
  const { id } = await acts.install({ account: "acme" });
  return { installation: id, repository };
}
