import { createAppAuth } from "@octokit/auth-app";
import { z } from "zod";
import { appToken, readPrivateKey } from "./app-key.ts";
import {
  appFacts,
  deliveredPayload,
  installationOf,
  listDeliveries,
  listInstallations,
} from "./app-reads.ts";
import { createEstate } from "./estate.ts";
import { createPlans } from "./plans.ts";
import type { GitHubApp, InstallationGitHub } from "./ports.ts";
import { parsed } from "./pull/parsed.ts";
import { type PullReaderSettings, pullSettings } from "./pull/read-pull.ts";
import { createReader } from "./reader.ts";
import { createSurvey } from "./survey.ts";
import { createTraces } from "./traces.ts";
import { type Client, clientSettings, createClient, type ServerOptions } from "./transport/client.ts";
import { createWriter } from "./write/writer.ts";

export interface GitHubAppOptions extends ServerOptions {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** Name of the organisation's repository that holds its file; `.github` by default. */
  readonly configurationRepository?: string;
}

/** Git may work this long with a token that it was given. */
const tokenLastsMs = 10 * 60_000;

/** Throws {@link GitHubError} where the private key is none; asks GitHub nothing yet. */
export function createGitHubApp(options: GitHubAppOptions): GitHubApp {
  const key = readPrivateKey(options.privateKey);
  const settings = clientSettings(options);
  const { appId } = options;
  const createJwt = async (_id: unknown, timeDifference?: number) =>
    appToken(appId, key, settings.time.now(), timeDifference);
  const pulls = pullSettings(options.configurationRepository, true);
  const jwt = { authStrategy: createAppAuth, auth: { appId, createJwt } };
  const client = createClient(settings, jwt, { renews: false });
  const installations = new Map<number, InstallationGitHub>();
  let slug: Promise<string> | null = null;
  const login = async (): Promise<string> => {
    slug ??= appFacts(client).then((facts) => facts.slug);
    try {
      return `${await slug}[bot]`;
    } catch (error) {
      slug = null;
      throw error;
    }
  };
  const open = (installationId: number): InstallationGitHub => {
    const token = { authStrategy: createAppAuth, auth: { appId, createJwt, installationId } };
    return installationGitHub(createClient(settings, token, { renews: true }), appId, login, pulls);
  };
  return {
    installation: (id) => {
      const known = installations.get(id) ?? open(id);
      installations.set(id, known);
      return known;
    },
    installations: () => listInstallations(client),
    app: () => appFacts(client),
    installationOf: (repository) => installationOf(client, repository),
    webhookUrl: async () => (await client.octokit.rest.apps.getWebhookConfigForApp()).data.url ?? null,
    clock: () => client.clock(),
    deliveries: (since, max) => listDeliveries(client, since, max),
    deliveredPayload: (id) => deliveredPayload(client, id),
  };
}

function installationGitHub(
  client: Client,
  appId: number,
  login: () => Promise<string>,
  pulls: PullReaderSettings,
): InstallationGitHub {
  const { forgetTeams, ...read } = createReader(client, pulls);
  return {
    read,
    write: createWriter(client),
    traces: createTraces(client, { appId, login }),
    plans: createPlans(client),
    survey: createSurvey(client, appId, pulls),
    estate: createEstate(client),
    forgetTeams,
    token: () => gitToken(client),
    calls: client.calls,
  };
}

const tokenAnswer = z.object({ token: z.string().min(1), expiresAt: z.string() });

/** For git: it may read contents and nothing else, and is good for some minutes at least. */
async function gitToken({ octokit, time }: Client): Promise<string> {
  const asked = { type: "installation", permissions: { contents: "read" } };
  const { token, expiresAt } = parsed(tokenAnswer, await octokit.auth(asked), "token");
  if (Date.parse(expiresAt) - time.now() > tokenLastsMs) return token;
  const fresh = await octokit.auth({ ...asked, refresh: true });
  return parsed(tokenAnswer, fresh, "token").token;
}
