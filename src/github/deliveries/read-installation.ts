import { type Envelope, nothing, type Reading } from "./reading.ts";
import { installationChange, ruleChange, teamChange } from "./schemas.ts";

/** Actions that change who is in a team or an organisation, or what somebody may do in a repository. */
const teamActions: ReadonlyMap<string, readonly string[]> = new Map([
  ["team", ["created", "deleted", "edited", "added_to_repository", "removed_from_repository"]],
  ["member", ["added", "edited", "removed"]],
  ["membership", ["added", "removed"]],
  ["organization", ["member_added", "member_removed"]],
]);

function changeOf(envelope: Envelope): string {
  return `${envelope.event}.${envelope.action}`;
}

function installation(envelope: Envelope): {
  readonly kind: "installation";
  readonly installationId: number;
} {
  return { kind: "installation", installationId: envelope.installationId };
}

export function readTeams(envelope: Envelope): Reading {
  if (teamActions.get(envelope.event)?.includes(envelope.action) !== true) return nothing;
  const { sender, team, member, membership } = envelope.parse(teamChange);
  return {
    subject: installation(envelope),
    facts: [
      {
        kind: "teams-changed",
        change: changeOf(envelope),
        team: team?.slug ?? team?.name ?? null,
        member: member ?? membership?.user ?? null,
        repositoryId: envelope.repositoryId,
        by: sender ?? null,
      },
    ],
  };
}

export function readRules(envelope: Envelope): Reading {
  if (!["created", "edited", "deleted"].includes(envelope.action)) return nothing;
  const { sender, repository_ruleset: ruleset, rule: classic } = envelope.parse(ruleChange);
  const { repositoryId } = envelope;
  return {
    subject: installation(envelope),
    facts: [
      {
        kind: "rules-changed",
        change: changeOf(envelope),
        repositoryId,
        rule: ruleset?.name ?? classic?.name ?? null,
        enforcement: ruleset?.enforcement ?? null,
        by: sender ?? null,
      },
    ],
  };
}

const installationActions: ReadonlyMap<string, readonly string[]> = new Map([
  ["installation", ["created", "deleted", "suspend", "unsuspend", "new_permissions_accepted"]],
  ["installation_repositories", ["added", "removed"]],
]);

export function readInstallation(envelope: Envelope): Reading {
  if (installationActions.get(envelope.event)?.includes(envelope.action) !== true) return nothing;
  const change = envelope.parse(installationChange);
  const added = [...(change.repositories ?? []), ...(change.repositories_added ?? [])];
  return {
    subject: installation(envelope),
    facts: [
      {
        kind: "installation-changed",
        change: changeOf(envelope),
        repositoriesAdded: envelope.action === "deleted" ? [] : added.map(({ id }) => id),
        repositoriesRemoved: [
          ...(envelope.action === "deleted" ? (change.repositories ?? []) : []),
          ...(change.repositories_removed ?? []),
        ].map(({ id }) => id),
        permissions: permissionsOf(envelope, change.installation?.permissions),
        by: change.sender ?? null,
      },
    ],
  };
}

function permissionsOf(
  { event, action }: Envelope,
  granted: Readonly<Record<string, unknown>> | null | undefined,
): Readonly<Record<string, string>> | null {
  const isAbout = event === "installation" && (action === "created" || action === "new_permissions_accepted");
  if (!isAbout || !granted) return null;
  return Object.fromEntries(Object.entries(granted).map(([name, level]) => [name, String(level)]));
}
