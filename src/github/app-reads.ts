import { type AppFacts, type DeliveryAttempt, GitHubError, type Installation } from "./ports.ts";
import type { Client } from "./transport/client.ts";

const pageSize = 100;
/** GitHub keeps deliveries for three days; an hour of a busy installation is a hundred pages. */
const deliveryPagesMax = 200;

export async function appFacts({ octokit }: Client): Promise<AppFacts> {
  const { data } = await octokit.rest.apps.getAuthenticated();
  if (data === null)
    throw new GitHubError("unauthorised", "GitHub knows no App of this id. Check the App's id.");
  const { id, slug, name, permissions, events } = data;
  return { id, slug: slug ?? "", name, permissions: levels(permissions), events };
}

function levels(permissions: object): Readonly<Record<string, string>> {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(permissions);
  return Object.fromEntries(entries.map(([name, level]) => [name, String(level)]));
}

export async function listInstallations({ octokit }: Client): Promise<readonly Installation[]> {
  const all = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: pageSize });
  return all.map((installation) => {
    return {
      id: installation.id,
      account: nameOf(installation.account),
      suspended: installation.suspended_at !== null,
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
): Promise<readonly DeliveryAttempt[]> {
  const attempts: DeliveryAttempt[] = [];
  const pages = octokit.paginate.iterator(octokit.rest.apps.listWebhookDeliveries, { per_page: pageSize });
  let count = 0;
  for await (const { data } of pages) {
    for (const attempt of data) {
      if (Date.parse(attempt.delivered_at) < Date.parse(since)) return attempts;
      attempts.push({
        id: String(attempt.id),
        deliveryId: attempt.guid,
        deliveredAt: attempt.delivered_at,
        redelivery: attempt.redelivery,
        statusCode: attempt.status_code,
        event: attempt.event,
        action: attempt.action,
        installationId: attempt.installation_id,
        repositoryId: attempt.repository_id,
      });
    }
    if (++count >= deliveryPagesMax) break;
  }
  return attempts;
}
