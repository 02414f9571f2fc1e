import { z } from "zod";
import { type AppFacts, GitHubError, type Installation, type RepositoryRef } from "./ports.ts";
import { parsed } from "./pull/parsed.ts";
import { orNull } from "./reader.ts";
import type { AppReader, DeliveredPayload, DeliveryAttempt } from "./sweep-ports.ts";
import type { Client } from "./transport/client.ts";

const pageSize = 100;

export async function appFacts({ octokit }: Client): Promise<AppFacts> {
  const { data } = await octokit.rest.apps.getAuthenticated();
  if (data === null)
    throw new GitHubError("unauthorised", "GitHub knows no App of this id. Check the App's id.");
  const { id, slug, name, permissions, events } = data;
  return { id, slug: slug ?? "", name, permissions: levels(permissions), events };
}

export async function installationOf(
  { octokit }: Client,
  { owner, name: repo }: Pick<RepositoryRef, "owner" | "name">,
): Promise<number | null> {
  const answer = await orNull(() => octokit.rest.apps.getRepoInstallation({ owner, repo }));
  return answer === null || answer.data.suspended_at !== null ? null : answer.data.id;
}

function levels(permissions: object): Readonly<Record<string, string>> {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(permissions);
  return Object.fromEntries(entries.map(([name, level]) => [name, String(level)]));
}

export async function listInstallations({ octokit }: Client): Promise<readonly Installation[]> {
  const all = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: pageSize });
  const standing = all.filter(({ suspended_at }) => suspended_at === null);
  return standing.map((installation) => {
    return {
      id: installation.id,
      account: nameOf(installation.account),
      repositories: installation.repository_selection,
      permissions: levels(installation.permissions),
      events: installation.events,
    };
  });
}

/** An enterprise has a slug where others have a login. */
function nameOf(account: object | null): string {
  if (account === null) return "";
  if ("login" in account) return String(account.login);
  return "slug" in account ? String(account.slug) : "";
}

export async function listDeliveries(
  { octokit }: Client,
  since: string,
  max: number,
): ReturnType<AppReader["deliveries"]> {
  const attempts: DeliveryAttempt[] = [];
  const pages = octokit.paginate.iterator(octokit.rest.apps.listWebhookDeliveries, { per_page: pageSize });
  for await (const { data } of pages) {
    for (const { id, guid, delivered_at: deliveredAt, event, status_code: statusCode } of data) {
      if (Date.parse(deliveredAt) < Date.parse(since)) return { attempts, complete: true };
      if (attempts.length >= max) return { attempts, complete: false };
      attempts.push({ id: String(id), guid, deliveredAt, event, statusCode });
    }
  }
  return { attempts, complete: true };
}

/** GitHub keeps the body parsed: what is handed on says the same, in other bytes than those that were signed. */
export async function deliveredPayload({ octokit }: Client, id: string): Promise<DeliveredPayload | null> {
  const answer = await orNull(() => octokit.request("GET /app/hook/deliveries/{id}", { id }));
  if (answer === null) return null;
  const { guid, event, action, request } = parsed(deliveredAnswer, answer.data, "delivery");
  return request.payload === null
    ? null
    : { guid, event, action, payload: Buffer.from(JSON.stringify(request.payload, plain)) };
}

/** Octokit reads a number that is too long for one as `bigint`, which JSON has no form for; nothing of it is read here. */
function plain(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

const deliveredAnswer = z.object({
  guid: z.string(),
  event: z.string(),
  action: z.string().nullable(),
  request: z.object({ payload: z.record(z.string(), z.unknown()).nullable() }),
});
