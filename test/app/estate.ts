import type { CommitSpec } from "../github/world/commits.ts";
import type { Harness } from "./harness.ts";

type Files = CommitSpec["files"];

/** The organisation that stories play in: two product teams, those who run things, and those who own the rules. */
export async function peopleOf({ standIn: { acts }, settled }: Harness): Promise<void> {
  await acts.createOrganisation({ login: "acme" });
  await acts.createTeam({ team: "acme/sre", members: ["sam", "sue"] });
  await acts.createTeam({ team: "acme/platform", members: ["pia"] });
  await acts.createTeam({ team: "acme/oncall", members: ["olu"] });
  await acts.createTeam({ team: "acme/payments", members: ["dev", "pat"] });
  await acts.createTeam({ team: "acme/search", members: ["sia"] });
  await acts.createRepository({ name: "acme/.github", files: { "sekisho.yml": organisationFile } });
  await acts.install({ account: "acme" });
  await settled();
}

const organisationFile = `version: 1
breakGlass: { who: [acme/oncall], notBypass: [SEC-029], expiresHours: 4 }
`;

export const trafficPath = "terraform/payments/prod/dns/main.tf";
export const workloadPath = "k8s/payments/prod/api.yaml";
export const settingsPath = ".github/sekisho.yml";

export interface SettingsSaid {
  readonly mode?: string;
  /** Further lines of the file. */
  readonly more?: string;
}

export function settings({ mode = "enforce", more = "" }: SettingsSaid = {}): string {
  return `version: 1
mode: ${mode}
policyOwners: [acme/platform]
environments:
  production: { paths: ["**/prod/**"] }
tenants:
  payments:
    teams: [acme/payments]
    owns: { paths: ["k8s/payments/**", "terraform/payments/**"], namespaces: ["payments-*"] }
    limits: { container: { memory: 8Gi } }
  search:
    teams: [acme/search]
    owns: { paths: ["k8s/search/**"], namespaces: ["search-*"] }
routing: { reviewers: [acme/sre] }
waivers: { approvers: [acme/sre] }
${more}`;
}

/** CHG-010 asks for a review where a share moves by more than 25 points. */
export function traffic(green: number): string {
  return `locals {
  weights = {
    blue  = ${100 - green}
    green = ${green}
  }
}

resource "aws_route53_record" "api" {
  for_each       = local.weights
  zone_id        = "Z0123456789"
  name           = "api.pay.example.com"
  type           = "CNAME"
  ttl            = 60
  set_identifier = each.key
  records        = ["api-\${each.key}.pay.example.com"]
  weighted_routing_policy { weight = each.value }
}
`;
}

/** RES-004 blocks above 8Gi. */
export function workload(memory: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: payments-prod }
spec:
  replicas: 3
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: api
          image: registry.example.com/api:1.4.2
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
          readinessProbe: { httpGet: { path: /ready, port: 8080 } }
          resources:
            requests: { cpu: 100m, memory: 1Gi }
            limits:
              memory: ${memory}
`;
}

export function estateFiles(said: SettingsSaid = {}): Record<string, string> {
  return {
    [settingsPath]: settings(said),
    [trafficPath]: traffic(10),
    [workloadPath]: workload("4Gi"),
    "docs/plan.md": "At noon.\n",
  };
}

/** One repository and what is done in it, in few words. */
export interface Stage {
  readonly repository: string;
  open(
    by: string,
    files: Files,
    more?: { readonly draft?: boolean; readonly base?: string },
  ): Promise<number>;
  push(number: number, by: string, files: Files): Promise<void>;
  /** The pull request once nothing is left to do. */
  see(number: number): ReturnType<Harness["standIn"]["look"]["pull"]>;
}

const teams = { sre: "push", platform: "push", oncall: "push", payments: "push", search: "push" } as const;

export async function stageIn(harness: Harness, name: string, files: Files = estateFiles()): Promise<Stage> {
  const { acts, look } = harness.standIn;
  const repository = `acme/${name}`;
  await acts.createRepository({ name: repository, files, teams });
  return {
    repository,
    open: async (by, changed, more = {}) => {
      const { number } = await acts.openPull({ repository, by, files: changed, title: "Change", ...more });
      return number;
    },
    push: async (number, by, changed) => {
      await acts.push({ repository, branch: `change-${number}`, by, commits: [{ files: changed }] });
    },
    see: async (number) => {
      await harness.settled();
      return look.pull({ repository, number });
    },
  };
}
